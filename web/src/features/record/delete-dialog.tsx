import { Button, Modal } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { deleteRecord } from "@/api/history";
import { say } from "@/ui/said";
import styles from "./record.module.css";
import { Refused } from "./revert-dialog";

interface Props {
  appId: string;
  recordId: string;
  revision: string;
  /** What hangs on the record. */
  warnings: readonly string[];
  onClose: () => void;
}

/** 削除: into the trash, after a question that says what hangs on the record, and back to the list. */
export function DeleteDialog({ appId, recordId, revision, warnings, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const run = useMutation({
    mutationFn: () => deleteRecord(appId, recordId, revision),
    onSuccess: async () => {
      say(t("trash.moved"));
      await navigate({ to: "/apps/$appId", params: { appId } });
      client.removeQueries({ queryKey: ["record", appId, recordId] });
      await client.invalidateQueries({ queryKey: ["records", appId] });
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("trash.deleteTitle")}
      closeButtonProps={{ "aria-label": t("common.close") }}
      centered
    >
      <div className={styles.modalForm}>
        <p>{t("trash.deleteLead")}</p>
        <ul className={styles.warnings}>
          {[...warnings, t("page.deleteComments")].map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        {run.error ? <Refused error={run.error} /> : null}
        <div className={styles.modalActions}>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button color="red" loading={run.isPending} onClick={() => run.mutate()}>
            {t("trash.deleteDo")}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
