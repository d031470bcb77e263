import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { portalTasksQuery, type Task } from "@/api/tasks";
import { showMoment } from "@/fields/moments";
import { useLocale } from "@/i18n/locale";
import { RouteEnded } from "@/process/route-ended";
import { useSpan } from "@/process/span";
import { Chip } from "@/ui/chip";
import { ErrorState, LoadingLines } from "@/ui/states";
import { Block } from "./block";
import styles from "./portal.module.css";

interface Props {
  kind: "mine" | "filed";
}

/** What waits for somebody, what is late first; or what they filed, and where it is now. */
export function TasksBlock({ kind }: Props) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(portalTasksQuery(kind));
  const search = kind === "mine" ? {} : { kind };
  return (
    <Block
      title={t(`portal.${kind}`)}
      aside={
        <Link to="/tasks" search={search} className={styles.more}>
          {t("portal.all")}
          <span className="visually-hidden">: {t(`tasks.kind.${kind}`)}</span>
        </Link>
      }
    >
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? (
        <div className={styles.pad}>
          <LoadingLines lines={kind === "mine" ? 4 : 2} height={44} />
        </div>
      ) : null}
      {data?.tasks.length === 0 ? (
        <p className={styles.nothing}>{t(`tasks.empty.${kind}`)}</p>
      ) : null}
      <ul className={styles.rows}>
        {data?.tasks.map((task) => (
          <Row key={`${task.app.id}/${task.record}`} task={task} kind={kind} />
        ))}
      </ul>
    </Block>
  );
}

function Row({ task, kind }: { task: Task; kind: Props["kind"] }) {
  const { t } = useTranslation();
  const people = kind === "mine" ? [] : task.assignees;
  return (
    <li className={styles.row} data-late={task.isLate || undefined}>
      <div className={styles.what}>
        <Link
          to="/apps/$appId/records/$recordId"
          params={{ appId: task.app.id, recordId: task.record }}
          className={styles.name}
        >
          {task.title || t("tasks.untitled", { id: task.record })}
        </Link>
        <span className={styles.soft}>
          {task.app.name}
          {kind === "mine" && task.applicant
            ? ` ・ ${t("tasks.filed", { name: task.applicant.name })}`
            : null}
          {people.length > 0
            ? ` ・ ${t("tasks.with", { names: people.map((one) => one.name).join("、") })}`
            : null}
        </span>
      </div>
      <div className={styles.where}>
        {task.state === "open" ? (
          <Chip tone="active" hasDot>
            {task.step ? `${task.status} ${task.step}` : task.status}
          </Chip>
        ) : (
          <RouteEnded state={task.state} />
        )}
      </div>
      <When task={task} />
    </li>
  );
}

function When({ task }: { task: Task }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const span = useSpan();
  return (
    <div className={styles.when}>
      {task.dueAt ? (
        <span className={task.isLate ? styles.late : undefined}>
          {t("route.due", { time: showMoment(task.dueAt, locale) })}
          {task.isLate ? <Chip tone="late">{t("route.late")}</Chip> : null}
        </span>
      ) : null}
      {task.state === "open" ? (
        <span className={styles.soft}>{t("tasks.waited", { span: span(task.waited) })}</span>
      ) : null}
    </div>
  );
}
