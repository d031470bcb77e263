import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { definitionQuery } from "@/api/apps";
import { recordQuery } from "@/api/records";
import { actionsQuery } from "@/api/routes";
import { asText } from "@/fields/values";
import { SmallDialog } from "@/ui/small-dialog";
import { LoadingLines } from "@/ui/states";
import { ActionDialog } from "./action-dialog";
import { standingOf } from "./standing";
import { type Moved, useRun } from "./use-process";

interface Props {
  appId: string;
  recordId: string;
  userCode: string;
  /** The action's name. */
  action: string;
  onMoved: (moved: Moved) => void;
  onClose: () => void;
}

/** One action asked for from a list: reads what it takes, and asks for it in the dialog of the record. */
export function QuickAction(props: Props) {
  const { t } = useTranslation();
  const { appId, recordId, onClose } = props;
  const definition = useQuery(definitionQuery(appId));
  const record = useQuery(recordQuery(appId, recordId));
  const actions = useQuery(actionsQuery(appId, recordId));
  const [isDone, setDone] = useState(false);
  const run = useRun({
    appId,
    recordId,
    status: record.data ? standingOf(record.data).status : "",
    onMoved: (moved) => {
      setDone(true);
      props.onMoved(moved);
    },
  });
  const error = definition.error ?? record.error ?? actions.error;
  const found = actions.data?.find((one) => one.name === props.action);
  const isReady = definition.data && record.data && actions.data;
  if (isDone) return null;
  if (!isReady || !found)
    return (
      <SmallDialog
        title={props.action}
        button={t("common.close")}
        error={error}
        isRunning={false}
        onRun={onClose}
        onClose={onClose}
      >
        {isReady ? <p>{t("tasks.gone")}</p> : error ? null : <LoadingLines lines={3} />}
      </SmallDialog>
    );
  return (
    <ActionDialog
      appId={appId}
      recordId={recordId}
      userCode={props.userCode}
      fields={definition.data.fields}
      record={record.data}
      action={found}
      error={run.error}
      isRunning={run.isPending}
      onRun={(sent) =>
        run.mutate({
          action: found,
          run: { ...sent, revision: asText(record.data.$revision?.value) },
        })
      }
      onClose={onClose}
    />
  );
}
