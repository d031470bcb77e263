import { Button, Modal } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import styles from "./small-dialog.module.css";

interface Props {
  hasChanges: () => boolean;
  /** Leave, and find it here the next time; where nothing is kept, that is not offered. */
  onKeep?: () => void;
  onDiscard?: () => void;
}

/** Asks before what was typed is left: on a link, the back button, closing the tab. */
export function LeaveGuard({ hasChanges, onKeep, onDiscard }: Props) {
  const { t } = useTranslation();
  const blocker = useBlocker({
    shouldBlockFn: hasChanges,
    enableBeforeUnload: hasChanges,
    withResolver: true,
  });
  const isBlocked = blocker.status === "blocked";
  const leave = (before: (() => void) | undefined): void => {
    before?.();
    blocker.proceed?.();
  };
  return (
    <Modal
      opened={isBlocked}
      onClose={() => blocker.reset?.()}
      title={t("form.unsaved")}
      closeButtonProps={{ "aria-label": t("common.close") }}
      centered
      size="lg"
    >
      <div className={styles.form}>
        <p>{t(onKeep ? "form.unsavedLead" : "form.unsavedLost")}</p>
        <div className={styles.buttons}>
          <Button variant="default" color="red" onClick={() => leave(onDiscard)}>
            {t("form.leave")}
          </Button>
          {onKeep ? (
            <Button variant="default" onClick={() => leave(onKeep)}>
              {t("form.leaveDraft")}
            </Button>
          ) : null}
          <Button data-autofocus onClick={() => blocker.reset?.()}>
            {t("form.stay")}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
