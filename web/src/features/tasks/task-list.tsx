import { Button, Checkbox } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type BulkResult,
  type Task,
  type TaskKind,
  type Tasks,
  tasks,
  tasksKey,
} from "@/api/tasks";
import { EmptyState, ErrorState, LoadingLines } from "@/ui/states";
import { ApproveDialog } from "./approve-dialog";
import { BulkResults, type Outcome } from "./bulk-results";
import { approvalOf, keyOf } from "./chosen";
import { TaskItem } from "./task-item";
import styles from "./tasks.module.css";

/** The tasks of one kind; one's own can be chosen and approved together. */
export function TaskList({ kind }: { kind: TaskKind }) {
  const { t } = useTranslation();
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } =
    useInfiniteQuery({
      queryKey: tasksKey(kind),
      queryFn: ({ pageParam }) => tasks(kind, pageParam),
      initialPageParam: "",
      getNextPageParam: (last: Tasks) => last.next ?? undefined,
      staleTime: 0,
    });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={6} height={28} />;
  return (
    <>
      <Loaded kind={kind} all={data.pages.flatMap((page) => page.tasks)} />
      {hasNextPage ? (
        <Button
          variant="default"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t("tasks.more")}
        </Button>
      ) : null}
    </>
  );
}

function Loaded({ kind, all }: { kind: TaskKind; all: Task[] }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [outcomes, setOutcomes] = useState<Outcome[]>([]);
  const [isAsking, setAsking] = useState(false);
  const approvable = kind === "mine" ? all.filter((task) => approvalOf(task)) : [];
  const selected = approvable.filter((task) => chosen.has(keyOf(task)));
  const toggle = (task: Task): void => {
    const next = new Set(chosen);
    if (!next.delete(keyOf(task))) next.add(keyOf(task));
    setChosen(next);
  };
  const finish = async (results: BulkResult[]): Promise<void> => {
    setAsking(false);
    setOutcomes(withTitles(results, selected));
    setChosen(new Set());
    await client.invalidateQueries({ queryKey: ["tasks"] });
    void client.invalidateQueries({ queryKey: ["records"] });
    void client.invalidateQueries({ queryKey: ["record"] });
  };
  return (
    <>
      <BulkResults outcomes={outcomes} onClose={() => setOutcomes([])} />
      {approvable.length > 0 ? (
        <div className={styles.bulk}>
          <Checkbox
            label={t("tasks.selectAll")}
            checked={selected.length === approvable.length}
            indeterminate={selected.length > 0 && selected.length < approvable.length}
            onChange={(event) =>
              setChosen(new Set(event.currentTarget.checked ? approvable.map(keyOf) : []))
            }
          />
          <Button disabled={selected.length === 0} onClick={() => setAsking(true)}>
            {t("tasks.approve", { count: selected.length })}
          </Button>
        </div>
      ) : null}
      {all.length === 0 ? (
        <EmptyState title={t(`tasks.empty.${kind}`)} lead={t("tasks.emptyLead")} />
      ) : (
        <ul className={styles.list}>
          {all.map((task) => (
            <TaskItem
              key={keyOf(task)}
              task={task}
              kind={kind}
              isChosen={chosen.has(keyOf(task))}
              onToggle={kind === "mine" && approvalOf(task) ? () => toggle(task) : undefined}
            />
          ))}
        </ul>
      )}
      {isAsking ? (
        <ApproveDialog
          tasks={selected}
          onDone={(results) => void finish(results)}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}

function withTitles(results: BulkResult[], selected: Task[]): Outcome[] {
  const byKey = new Map(selected.map((task) => [keyOf(task), task]));
  return results.flatMap(({ app, id, problem }) => {
    const task = byKey.get(`${app}/${id}`);
    return task ? [{ task, problem }] : [];
  });
}
