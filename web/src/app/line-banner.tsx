import { Button } from "@mantine/core";
import { IconPlugConnected, IconPlugConnectedX } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { currentLine, look, onLineChange } from "./line";
import styles from "./line-banner.module.css";

/** Says that the server is away, and that it is back; what could not be read is then read again. */
export function LineBanner() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const line = useSyncExternalStore(onLineChange, currentLine);
  const isBack = line === "back";
  useEffect(() => {
    if (!isBack) return;
    void client.invalidateQueries({ predicate: (query) => query.state.status === "error" });
  }, [isBack, client]);
  return (
    <div role="status" className={styles.region}>
      {line === "fine" ? null : (
        <div className={styles.banner} data-back={isBack || undefined}>
          {isBack ? (
            <IconPlugConnected size={20} aria-hidden="true" />
          ) : (
            <IconPlugConnectedX size={20} aria-hidden="true" />
          )}
          <span className={styles.words}>{t(`line.${line}`)}</span>
          {isBack ? null : (
            <Button variant="default" size="xs" onClick={() => void look()}>
              {t("line.retry")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
