import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Task } from "@/api/tasks";
import { useSpan } from "@/process/span";
import { Chip } from "@/ui/chip";
import { keyOf } from "./chosen";
import { useDueWords } from "./due-words";
import styles from "./queue.module.css";

interface Props {
  tasks: readonly Task[];
  current: Task | undefined;
  hasMore: boolean;
  onMore: () => void;
  onAt: (at: string) => void;
}

/** The tasks to come, short; the one that is open is marked, and has the focus once it changes. */
export function QueueList({ tasks, current, hasMore, onMore, onAt }: Props) {
  const { t } = useTranslation();
  const here = useRef<HTMLButtonElement>(null);
  const key = current ? keyOf(current) : "";
  const before = useRef(key);
  useEffect(() => {
    if (before.current !== key) here.current?.focus();
    before.current = key;
  }, [key]);
  return (
    <nav aria-label={t("tasks.queueList")}>
      <ol className={styles.items}>
        {tasks.map((task) => {
          const isHere = task === current;
          return (
            <li key={keyOf(task)}>
              <button
                type="button"
                ref={isHere ? here : null}
                className={styles.item}
                aria-current={isHere ? "true" : undefined}
                onClick={() => onAt(keyOf(task))}
              >
                <Summary task={task} />
              </button>
            </li>
          );
        })}
      </ol>
      {hasMore ? (
        <Button variant="default" size="compact-md" onClick={onMore}>
          {t("tasks.more")}
        </Button>
      ) : null}
    </nav>
  );
}

function Summary({ task }: { task: Task }) {
  const { t } = useTranslation();
  const span = useSpan();
  const due = useDueWords();
  return (
    <>
      <strong>{task.title || t("tasks.untitled", { id: task.record })}</strong>
      <span className={styles.soft}>
        {task.app.name}
        {task.applicant ? ` ${t("tasks.filed", { name: task.applicant.name })}` : ""}
      </span>
      <span className={styles.soft}>
        {t("tasks.waited", { span: span(task.waited) })}
        {task.dueAt ? (
          task.isLate ? (
            <Chip tone="late">{due(task.dueAt)}</Chip>
          ) : (
            <span>{due(task.dueAt)}</span>
          )
        ) : null}
        {task.onBehalfOf.length > 0 ? (
          <Chip tone="back">
            {t("tasks.behalf", { names: task.onBehalfOf.map((one) => one.name).join("、") })}
          </Chip>
        ) : null}
      </span>
    </>
  );
}
