import { Alert, Button, Modal } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Reverted, type Revision, revert } from "@/api/history";
import { Problem } from "@/api/problem";
import { useProblemText } from "@/ui/problem-text";
import { say } from "@/ui/said";
import styles from "./record.module.css";

interface Props {
  appId: string;
  recordId: string;
  /** The record's present revision. */
  revision: string;
  chosen: Revision | null;
  onDone: (reverted: Reverted) => void;
  onClose: () => void;
}

/** この版に戻す: says what will happen, and what kept it from happening. */
export function RevertDialog({ appId, recordId, revision, chosen, onDone, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const run = useMutation({
    mutationFn: (to: string) => revert(appId, recordId, to, revision),
    onSuccess: async (reverted, to) => {
      onDone(reverted);
      onClose();
      say(t("history.reverted", { revision: to }));
      await client.invalidateQueries({ queryKey: ["record", appId, recordId] });
      await client.invalidateQueries({ queryKey: ["records", appId] });
    },
  });
  const close = (): void => {
    run.reset();
    onClose();
  };
  return (
    <Modal
      opened={chosen !== null}
      onClose={close}
      title={t("history.revertTitle", { revision: chosen?.revision ?? "" })}
      closeButtonProps={{ "aria-label": t("common.close") }}
      centered
    >
      <div className={styles.modalForm}>
        <p>{t("history.revertLead")}</p>
        {run.error ? <Refused error={run.error} /> : null}
        <div className={styles.modalActions}>
          <Button variant="default" onClick={close}>
            {t("common.cancel")}
          </Button>
          <Button
            loading={run.isPending}
            onClick={() => (chosen ? run.mutate(chosen.revision) : undefined)}
          >
            {t("history.revert")}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

/** Why it was refused, with the sentences of every place. */
export function Refused({ error }: { error: unknown }) {
  const textOf = useProblemText();
  const places = error instanceof Problem ? Object.entries(error.errors) : [];
  return (
    <Alert color="red" role="alert" title={textOf(error)}>
      {places.map(([at, sentences]) => (
        <p key={at}>
          {at.replace(/^(record|ids\[\d+\])\.?|\.values?$/g, "")} {sentences.join(" ")}
        </p>
      ))}
    </Alert>
  );
}
