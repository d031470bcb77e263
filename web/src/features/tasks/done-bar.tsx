import { Button } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { recordQuery } from "@/api/records";
import { actionsQuery, runAction } from "@/api/routes";
import type { Task } from "@/api/tasks";
import { asText } from "@/fields/values";
import { say } from "@/ui/said";
import { SaidNo } from "@/ui/small-dialog";
import type { Moved } from "./queue";
import styles from "./queue.module.css";
import { useReload } from "./use-tasks";

export interface Done extends Moved {
  task: Task;
}

/** What was done last, said to everybody, and taken back where the process lets it be pulled back. */
export function DoneBar({ done }: { done: Done | null }) {
  const { t } = useTranslation();
  const title = done ? done.task.title || t("tasks.untitled", { id: done.task.record }) : "";
  return (
    <div className={done ? styles.done : undefined} role="status">
      {done ? (
        <>
          <span>
            {t("tasks.doneOne", { title, action: done.action.name })}
            {done.isOnItsWay ? t("tasks.onItsWay") : t("tasks.nowIn", { status: done.status })}
          </span>
          <Link
            to="/apps/$appId/records/$recordId"
            params={{ appId: done.task.app.id, recordId: done.task.record }}
          >
            {t("tasks.look")}
          </Link>
          <PullBack key={`${done.task.app.id}/${done.task.record}`} task={done.task} />
        </>
      ) : null}
    </div>
  );
}

function PullBack({ task }: { task: Task }) {
  const { t } = useTranslation();
  const reload = useReload();
  const { id: app } = task.app;
  const { data: actions } = useQuery(actionsQuery(app, task.record));
  const { data: record } = useQuery({ ...recordQuery(app, task.record), retry: false });
  const back = actions?.find((action) => action.kind === "PULL_BACK");
  const undo = useMutation({
    mutationFn: () =>
      runAction(app, task.record, {
        action: back?.name ?? "",
        revision: asText(record?.$revision?.value),
      }),
    onSuccess: async ({ status }) => {
      say(t("record.moved", { status }));
      await reload();
    },
  });
  if (!back || !record) return null;
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconArrowBackUp size={16} aria-hidden="true" />}
        loading={undo.isPending}
        onClick={() => undo.mutate()}
      >
        {back.name}
      </Button>
      {undo.error ? <SaidNo error={undo.error} /> : null}
    </>
  );
}
