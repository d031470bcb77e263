import { Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BulkResult, Task, TaskFilter, TaskKind } from "@/api/tasks";
import { say } from "@/ui/said";
import { EmptyState, ErrorState, LoadingLines } from "@/ui/states";
import { ApproveDialog } from "./approve-dialog";
import { BulkResults, type Outcome } from "./bulk-results";
import { approvalOf, keyOf } from "./chosen";
import type { Moved, RecordSide } from "./queue";
import { TaskItem } from "./task-item";
import styles from "./tasks.module.css";
import { useReload, useTasks } from "./use-tasks";

interface Props {
  kind: TaskKind;
  filter: TaskFilter;
  side: RecordSide;
}

/** The tasks of one kind; one's own can be chosen and approved together. */
export function TaskList({ kind, filter, side }: Props) {
  const { t } = useTranslation();
  const query = useTasks(kind, filter);
  const { all, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = query;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!all) return <LoadingLines lines={6} height={28} />;
  const isNarrowed = Object.keys(filter).length > 0;
  return (
    <>
      <Loaded kind={kind} all={all} side={side} isNarrowed={isNarrowed} />
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

interface LoadedProps {
  kind: TaskKind;
  all: Task[];
  side: RecordSide;
  isNarrowed: boolean;
}

function Loaded({ kind, all, side, isNarrowed }: LoadedProps) {
  const { t } = useTranslation();
  const reload = useReload();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [outcomes, setOutcomes] = useState<Outcome[]>([]);
  const [isAsking, setAsking] = useState(false);
  const [one, setOne] = useState<{ task: Task; action: string } | null>(null);
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
    await reload();
  };
  const moved = ({ isOnItsWay, status }: Moved): void => {
    setOne(null);
    say(isOnItsWay ? t("act.passed") : t("record.moved", { status }));
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
          <Button
            disabled={selected.length === 0}
            title={selected.length === 0 ? t("tasks.noneChosen") : undefined}
            onClick={() => setAsking(true)}
          >
            {t("tasks.approve", { count: selected.length })}
          </Button>
        </div>
      ) : null}
      {all.length === 0 ? (
        <EmptyState
          title={t(isNarrowed ? "tasks.emptyNarrowed" : `tasks.empty.${kind}`)}
          lead={t(isNarrowed ? "tasks.emptyNarrowedLead" : "tasks.emptyLead")}
        />
      ) : (
        <ul className={styles.list}>
          {all.map((task) => (
            <TaskItem
              key={keyOf(task)}
              task={task}
              kind={kind}
              isChosen={chosen.has(keyOf(task))}
              onToggle={kind === "mine" && approvalOf(task) ? () => toggle(task) : undefined}
              onAct={(action) => setOne({ task, action })}
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
      {one ? side.dialog(one.task, one.action, moved, () => setOne(null)) : null}
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
