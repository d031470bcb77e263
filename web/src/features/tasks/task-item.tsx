import { Button, Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Task, TaskKind } from "@/api/tasks";
import type { Entity } from "@/api/wire";
import { showMoment } from "@/fields/moments";
import { useLocale } from "@/i18n/locale";
import { RouteEnded } from "@/process/route-ended";
import { useSpan } from "@/process/span";
import { Chip } from "@/ui/chip";
import pageStyles from "@/ui/page.module.css";
import { forwardOf, returnOf } from "./chosen";
import { useDueWords } from "./due-words";
import styles from "./tasks.module.css";

interface Props {
  task: Task;
  kind: TaskKind;
  isChosen: boolean;
  /** Absent where it cannot be approved from the list. */
  onToggle: (() => void) | undefined;
  onAct: (action: string) => void;
}

const namesOf = (people: readonly Entity[]): string => people.map((one) => one.name).join("、");

/** One task: what it is, where it stands, who filed it, and since when it waits. */
export function TaskItem({ task, kind, isChosen, onToggle, onAct }: Props) {
  const { t } = useTranslation();
  const title = task.title || t("tasks.untitled", { id: task.record });
  return (
    <li className={`${pageStyles.card} ${styles.item}`}>
      {onToggle ? (
        <Checkbox
          aria-label={t("tasks.select", { title })}
          checked={isChosen}
          onChange={onToggle}
        />
      ) : null}
      <div className={styles.about}>
        <Link
          to="/apps/$appId/records/$recordId"
          params={{ appId: task.app.id, recordId: task.record }}
          className={styles.title}
        >
          {title}
        </Link>
        <p className={styles.soft}>
          <span>{task.app.name}</span>
          {task.applicant ? (
            <span>{t("tasks.filed", { name: task.applicant.name })}</span>
          ) : null}
          {kind !== "mine" && task.assignees.length > 0 ? (
            <span>{t("tasks.with", { names: namesOf(task.assignees) })}</span>
          ) : null}
        </p>
        {task.opinion ? (
          <p className={styles.asked}>
            {t("act.askedBy", { name: task.opinion.by.name })}: {task.opinion.question}
          </p>
        ) : null}
      </div>
      <div className={styles.where}>
        {task.state === "open" ? (
          <Chip tone="active" hasDot>
            {task.step ? `${task.status} ${task.step}` : task.status}
          </Chip>
        ) : (
          <RouteEnded state={task.state} />
        )}
        {task.openConditions > 0 ? (
          <Chip tone="back">{t("tasks.conditions", { count: task.openConditions })}</Chip>
        ) : null}
        {task.onBehalfOf.length > 0 ? (
          <Chip tone="back">{t("tasks.behalf", { names: namesOf(task.onBehalfOf) })}</Chip>
        ) : null}
      </div>
      <Wait task={task} />
      {kind === "mine" ? <Act task={task} title={title} onAct={onAct} /> : null}
    </li>
  );
}

/** Approve and return from the list: on a phone where the thumb is. */
function Act(props: { task: Task; title: string; onAct: (action: string) => void }) {
  const { t } = useTranslation();
  const { task, title, onAct } = props;
  const forward = forwardOf(task);
  const back = returnOf(task);
  if (!forward && !back) return null;
  const button = (action: string, isFirst: boolean) => (
    <Button
      variant={isFirst ? "light" : "default"}
      size="compact-md"
      className={styles.thumb ?? ""}
      aria-label={t("tasks.actOn", { title, action })}
      onClick={() => onAct(action)}
    >
      {action}
    </Button>
  );
  return (
    <div className={styles.act}>
      {back ? button(back, false) : null}
      {forward ? button(forward, true) : null}
    </div>
  );
}

function Wait({ task }: { task: Task }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const span = useSpan();
  const due = useDueWords();
  return (
    <div className={styles.wait}>
      {task.state === "open" ? (
        <span>{t("tasks.waited", { span: span(task.waited) })}</span>
      ) : null}
      {task.enteredAt ? (
        <span className={styles.soft}>
          {t("tasks.since", { time: showMoment(task.enteredAt, locale) })}
        </span>
      ) : null}
      {task.dueAt ? (
        <span className={task.isLate ? styles.late : styles.soft}>
          {due(task.dueAt)}
          {task.isLate ? <Chip tone="late">{t("route.late")}</Chip> : null}
        </span>
      ) : null}
    </div>
  );
}
