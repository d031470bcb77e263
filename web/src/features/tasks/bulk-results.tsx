import { Alert } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "@/api/problem";
import type { Task } from "@/api/tasks";
import { useProblemText } from "@/ui/problem-text";
import { keyOf } from "./chosen";
import styles from "./tasks.module.css";

export interface Outcome {
  task: Task;
  problem: Problem | null;
}

/** What came of approving many: how many went, and which did not, and why. */
export function BulkResults(props: { outcomes: readonly Outcome[]; onClose: () => void }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const box = useRef<HTMLDivElement>(null);
  const { outcomes } = props;
  const failed = outcomes.filter((one) => one.problem !== null);
  const done = outcomes.length - failed.length;
  useEffect(() => {
    if (outcomes.length > 0) box.current?.focus();
  }, [outcomes]);
  if (outcomes.length === 0) return null;
  return (
    <Alert
      ref={box}
      tabIndex={-1}
      role="alert"
      color={failed.length > 0 ? "orange" : "green"}
      title={t("tasks.results")}
      withCloseButton
      closeButtonLabel={t("common.close")}
      onClose={props.onClose}
      className={styles.results ?? ""}
    >
      {done > 0 ? <p>{t("tasks.doneCount", { count: done })}</p> : null}
      {failed.length > 0 ? (
        <>
          <p>{t("tasks.failedCount", { count: failed.length })}</p>
          <ul className={styles.named}>
            {failed.map(({ task, problem }) => (
              <li key={keyOf(task)}>
                <Link
                  to="/apps/$appId/records/$recordId"
                  params={{ appId: task.app.id, recordId: task.record }}
                >
                  {task.title || t("tasks.untitled", { id: task.record })}
                </Link>{" "}
                {textOf(problem)}{" "}
                {Object.values(problem?.errors ?? {})
                  .flat()
                  .join(" ")}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Alert>
  );
}
