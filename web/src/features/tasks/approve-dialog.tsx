import { Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BulkResult, Task } from "@/api/tasks";
import { SmallDialog } from "@/ui/small-dialog";
import { approveAll, byApproval, keyOf } from "./chosen";
import styles from "./tasks.module.css";

interface Props {
  tasks: readonly Task[];
  onDone: (results: BulkResult[]) => void;
  onClose: () => void;
}

/** Names what is approved together, once more, before it is. */
export function ApproveDialog({ tasks, onDone, onClose }: Props) {
  const { t } = useTranslation();
  const [comment, setComment] = useState("");
  const approve = useMutation({
    mutationFn: () => approveAll(tasks, comment.trim()),
    onSuccess: onDone,
  });
  const count = tasks.length;
  return (
    <SmallDialog
      title={t("tasks.approveTitle", { count })}
      lead={t("tasks.approveLead")}
      button={t("tasks.approve", { count })}
      error={approve.error}
      isRunning={approve.isPending}
      onRun={() => approve.mutate()}
      onClose={onClose}
    >
      <ul className={styles.named}>
        {tasks.map((task) => (
          <li key={keyOf(task)}>
            {task.title || t("tasks.untitled", { id: task.record })}{" "}
            <span className={styles.soft}>
              {task.app.name}
              {task.onBehalfOf.length > 0
                ? ` ${t("tasks.behalf", {
                    names: task.onBehalfOf.map((one) => one.name).join("、"),
                  })}`
                : ""}
            </span>
          </li>
        ))}
      </ul>
      {byApproval(tasks).size > 1 ? <p className={styles.soft}>{t("tasks.mixed")}</p> : null}
      <Textarea
        label={t("act.comment")}
        autosize
        minRows={2}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
    </SmallDialog>
  );
}
