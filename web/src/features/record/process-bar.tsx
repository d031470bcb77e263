import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AppDefinition } from "@/api/apps";
import type { Rights } from "@/api/rights";
import { previewQuery, type RecordAction } from "@/api/routes";
import type { WireRecord } from "@/api/wire";
import { status as statusUi } from "@/fields/status";
import { statusAssignee } from "@/fields/status-assignee";
import { asText } from "@/fields/values";
import { blankDraft, isPlain, runOf } from "@/process/action-draft";
import { ActionDialog } from "./action-dialog";
import { ProcessCourse } from "./process-course";
import styles from "./record.module.css";
import { Refusal } from "./refusal";
import { mayAsk, mayReassign, type Standing, standingOf } from "./standing";
import { WithinThumb } from "./thumb-bar";
import { isFirstLook, type Moved, useProcess, useRun, useStart } from "./use-process";

interface Props {
  appId: string;
  recordId: string;
  userCode: string;
  definition: AppDefinition;
  record: WireRecord;
  rights: Rights;
  /** Who shows the record beside a list goes on with the next; absent: it is only said. */
  onMoved?: (moved: Moved) => void;
  /** Shows the whole route in a place of its own; absent: in the bar. */
  onMore?: (() => void) | undefined;
}

/** Where the record stands, whose turn it is and why, and what may be done now. */
export function ProcessBar(props: Props) {
  const { process } = props.definition;
  const standing = standingOf(props.record);
  if (!process.enable || standing.status === "") return null;
  return <Bar {...props} standing={standing} />;
}

function Bar(props: Props & { standing: Standing }) {
  const { t } = useTranslation();
  const { appId, recordId, userCode, record, standing } = props;
  const { fields } = props.definition;
  const [asking, setAsking] = useState<RecordAction | null>(null);
  const revision = asText(record.$revision?.value);
  const { route, actions } = useProcess({ appId, recordId }, revision);
  const run = useRun({ appId, recordId, status: standing.status, onMoved: props.onMoved });
  useStart({ appId, recordId }, route.data ? isFirstLook(route.data, userCode) : false);
  const startsRoute = useStartsRoute(appId, recordId);
  const ask = (action: RecordAction): void => {
    run.reset();
    setAsking(action);
  };
  const begin = async (action: RecordAction): Promise<void> => {
    if (!isPlain(action, record) || (await startsRoute(action))) ask(action);
    else run.mutate({ action, run: runOf(action, blankDraft(action, true), revision) });
  };
  return (
    <section className={styles.process} aria-label={t("record.status")}>
      <Now standing={standing} />
      <WithinThumb className={styles.actions ?? ""}>
        {(actions.data ?? []).map((action, index) => (
          <Button
            key={action.name}
            variant={index === 0 ? "filled" : "default"}
            loading={run.isPending && run.variables.action.name === action.name}
            disabled={run.isPending}
            onClick={() => void begin(action)}
          >
            {action.name}
          </Button>
        ))}
      </WithinThumb>
      {run.error && asking === null ? (
        <Refusal error={run.error} appId={appId} recordId={recordId} fields={fields} />
      ) : null}
      {route.data ? (
        <ProcessCourse
          appId={appId}
          recordId={recordId}
          userCode={userCode}
          standing={standing}
          route={route.data}
          onMore={props.onMore}
          mayAsk={mayAsk(props.rights)}
          mayReassign={mayReassign(props.rights, standing, userCode, actions.data ?? [])}
        />
      ) : null}
      <ActionDialog
        appId={appId}
        recordId={recordId}
        userCode={userCode}
        fields={fields}
        record={record}
        action={asking}
        error={run.error}
        isRunning={run.isPending}
        onRun={(sent) =>
          asking &&
          run.mutate({ action: asking, run: sent }, { onSuccess: () => setAsking(null) })
        }
        onClose={() => {
          run.reset();
          setAsking(null);
        }}
      />
    </section>
  );
}

/** Whether an action sends the record on a route: then the route is shown before it goes. */
function useStartsRoute(appId: string, recordId: string) {
  const client = useQueryClient();
  return async (action: RecordAction): Promise<boolean> => {
    try {
      const route = await client.fetchQuery(previewQuery(appId, recordId, action.name));
      return route.steps.length > 0 || route.problems.length > 0;
    } catch {
      return false; // running the action will tell what is wrong
    }
  };
}

function Now({ standing }: { standing: Standing }) {
  const { t } = useTranslation();
  return (
    <>
      <statusUi.Cell
        value={standing.status}
        property={{ type: "STATUS", code: "", label: "" }}
        isDense={false}
      />
      <span className={styles.assignees}>
        <span className={styles.soft}>{t("record.assignee")}</span>
        {standing.assignees.length === 0 ? (
          t("common.none")
        ) : (
          <statusAssignee.Cell
            value={standing.assignees}
            property={{ type: "STATUS_ASSIGNEE", code: "", label: "" }}
            isDense={false}
          />
        )}
      </span>
    </>
  );
}
