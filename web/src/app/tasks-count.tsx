import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { glanceQuery } from "@/api/tasks";
import styles from "./shell.module.css";

/** How many tasks wait: a glance, not a count of them all. */
export function TasksCount() {
  const { t } = useTranslation();
  const { data } = useQuery(glanceQuery);
  const count = data?.count ?? 0;
  if (count === 0) return null;
  return (
    <>
      <span className={styles.count} aria-hidden="true">
        {data?.hasMore ? `${count}+` : count}
      </span>
      <span className="visually-hidden">
        {data?.hasMore ? t("tasks.glanceMore", { count }) : t("tasks.glance", { count })}
      </span>
    </>
  );
}
