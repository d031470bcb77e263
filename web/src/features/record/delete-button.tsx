import { Button, Modal } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteRecord } from "@/api/history";
import { say } from "@/ui/said";
import styles from "./record.module.css";
import { Refused } from "./revert-dialog";

interface Props {
  appId: string;
  recordId: string;
  revision: string;
}

/** 削除: into the trash, after a question, and back to the list. */
export function DeleteButton({ appId, recordId, revision }: Props) {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
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
  const close = (): void => {
    run.reset();
    setAsked(false);
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconTrash size={18} aria-hidden="true" />}
        onClick={() => setAsked(true)}
      >
        {t("trash.delete")}
      </Button>
      <Modal
        opened={isAsked}
        onClose={close}
        title={t("trash.deleteTitle")}
        closeButtonProps={{ "aria-label": t("common.close") }}
        centered
      >
        <div className={styles.modalForm}>
          <p>{t("trash.deleteLead")}</p>
          {run.error ? <Refused error={run.error} /> : null}
          <div className={styles.modalActions}>
            <Button variant="default" onClick={close}>
              {t("common.cancel")}
            </Button>
            <Button color="red" loading={run.isPending} onClick={() => run.mutate()}>
              {t("trash.deleteDo")}
            </Button>
          </div>
        </div>
      </Modal>
    </>
  );
}
