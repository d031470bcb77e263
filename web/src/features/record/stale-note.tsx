import { IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import styles from "./form.module.css";

/** Somebody saved the record while it is being edited: said at once, settled on saving. */
export function StaleNote({ isStale }: { isStale: boolean }) {
  const { t } = useTranslation();
  return (
    <div role="status">
      {isStale ? (
        <p className={styles.note}>
          <IconInfoCircle size={18} aria-hidden="true" />
          {t("form.stale")}
        </p>
      ) : null}
    </div>
  );
}
