import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./page.module.css";

/** The way here, from the list of apps down. */
export function Crumbs({ items }: { items: { key: string; node: ReactNode }[] }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t("shell.path")}>
      <ol className={styles.crumbs}>
        {items.map((item) => (
          <li key={item.key}>{item.node}</li>
        ))}
      </ol>
    </nav>
  );
}
