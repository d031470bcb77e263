import { Tabs } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { TASK_KINDS, type TaskKind } from "@/api/tasks";
import { Crumbs } from "@/ui/crumbs";
import pageStyles from "@/ui/page.module.css";
import { useTitle } from "@/ui/use-title";
import { TaskList } from "./task-list";
import styles from "./tasks.module.css";

interface Props {
  kind: TaskKind;
  onChoose: (kind: TaskKind) => void;
}

/** マイタスク: what waits for somebody, over all apps. */
export function TasksPage({ kind, onChoose }: Props) {
  const { t } = useTranslation();
  useTitle(t("tasks.title"));
  return (
    <div className={`${pageStyles.page} ${pageStyles.narrow}`}>
      <Crumbs items={[{ key: "apps", node: <Link to="/">{t("shell.apps")}</Link> }]} />
      <div className={pageStyles.head}>
        <h1>{t("tasks.title")}</h1>
      </div>
      <p className={styles.lead}>{t("tasks.lead")}</p>
      <Tabs
        value={kind}
        onChange={(next) => onChoose(TASK_KINDS.find((one) => one === next) ?? "mine")}
        keepMounted={false}
      >
        <Tabs.List aria-label={t("tasks.kinds")} className={styles.tabs ?? ""}>
          {TASK_KINDS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`tasks.kind.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TASK_KINDS.map((one) => (
          <Tabs.Panel key={one} value={one}>
            <TaskList kind={one} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </div>
  );
}
