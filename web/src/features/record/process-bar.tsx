import { Alert, Button } from "@mantine/core";
import { useMutation, useQueries, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AppDefinition } from "@/api/apps";
import { allOf } from "@/api/kintone-query";
import { moveStatus, recordQuery, recordsQuery } from "@/api/records";
import type { ProcessAction, WireRecord } from "@/api/wire";
import { status as statusUi } from "@/fields/status";
import { statusAssignee } from "@/fields/status-assignee";
import { asText } from "@/fields/values";
import { useProblemText } from "@/ui/problem-text";
import { say } from "@/ui/said";
import { asksForAssignee, offered, type Standing, standingOf } from "./actions";
import { AssigneeDialog } from "./assignee-dialog";
import styles from "./record.module.css";

interface Props {
  appId: string;
  recordId: string;
  userCode: string;
  definition: AppDefinition;
  record: WireRecord;
}

/** Where the record stands, whose turn it is, and what may be done now. */
export function ProcessBar(props: Props) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { process } = props.definition;
  const standing = standingOf(props.record);
  const [asking, setAsking] = useState<ProcessAction | null>(null);
  const actions = useOffered(props);
  const move = useMove(props);
  if (!process.enable || standing.status === "") return null;
  const start = (action: ProcessAction): void => {
    if (asksForAssignee(process, action)) setAsking(action);
    else move.mutate({ action, assignee: null });
  };
  const run = (action: ProcessAction, assignee: string | null): void => {
    setAsking(null);
    move.mutate({ action, assignee });
  };
  return (
    <section className={styles.process} aria-label={t("record.status")}>
      <Now standing={standing} />
      <div className={styles.actions}>
        {actions.map((action, index) => (
          <Button
            key={action.name}
            variant={index === 0 ? "filled" : "default"}
            loading={move.isPending && move.variables.action.name === action.name}
            disabled={move.isPending}
            onClick={() => start(action)}
          >
            {action.name}
          </Button>
        ))}
      </div>
      {move.error ? (
        <Alert color="red" role="alert" className={styles.refused ?? ""}>
          {textOf(move.error)}
        </Alert>
      ) : null}
      <AssigneeDialog
        action={asking}
        process={process}
        record={props.record}
        onRun={run}
        onClose={() => setAsking(null)}
      />
    </section>
  );
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

function useMove({ appId, recordId, record }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const revision = asText(record.$revision?.value);
  return useMutation({
    mutationFn: ({ action, assignee }: { action: ProcessAction; assignee: string | null }) =>
      moveStatus(appId, recordId, { action: action.name, assignee, revision }),
    onSuccess: async (_answer, { action }) => {
      await client.invalidateQueries({ queryKey: recordQuery(appId, recordId).queryKey });
      void client.invalidateQueries({ queryKey: ["records", appId] });
      void client.invalidateQueries({ queryKey: ["rights", appId] });
      say(t("record.moved", { status: action.to }));
    },
    onError: () =>
      client.invalidateQueries({ queryKey: recordQuery(appId, recordId).queryKey }),
  });
}

/** Actions with a condition are offered only when the record meets it: the server is asked. */
function useOffered({ appId, recordId, userCode, definition, record }: Props) {
  const { process } = definition;
  const actions = process.enable ? offered(process, record, userCode) : [];
  const revision = asText(record.$revision?.value);
  const answers = useQueries({
    queries: actions.map((action) => ({
      ...recordsQuery(appId, allOf([`$id = "${recordId}"`, action.filterCond]), ["$id"]),
      queryKey: ["condition", appId, recordId, revision, action.filterCond],
      enabled: action.filterCond !== "",
    })),
  });
  return actions.filter((action, index) => {
    const answer = answers[index];
    return (
      action.filterCond === "" || answer?.isError || (answer?.data?.records.length ?? 0) > 0
    );
  });
}
