import { Button, Modal } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import styles from "./small-dialog.module.css";

/** Asks before what was typed is lost: on a link, the back button, closing the tab. */
export function LeaveGuard({ hasChanges }: { hasChanges: () => boolean }) {
  const { t } = useTranslation();
  const blocker = useBlocker({
    shouldBlockFn: hasChanges,
    enableBeforeUnload: hasChanges,
    withResolver: true,
  });
  const isBlocked = blocker.status === "blocked";
  return (
    <Modal
      opened={isBlocked}
      onClose={() => blocker.reset?.()}
      title={t("form.unsaved")}
      closeButtonProps={{ "aria-label": t("common.close") }}
      centered
    >
      <div className={styles.form}>
        <p>{t("form.unsavedLead")}</p>
        <div className={styles.buttons}>
          <Button variant="default" color="red" onClick={() => blocker.proceed?.()}>
            {t("form.leave")}
          </Button>
          <Button data-autofocus onClick={() => blocker.reset?.()}>
            {t("form.stay")}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
