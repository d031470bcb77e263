import { Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { repairStuck, type StuckStep } from "@/api/tasks";
import { PeopleChoice } from "@/process/people-choice";
import { say } from "@/ui/said";
import { SmallDialog } from "@/ui/small-dialog";

/** 担当を決める: who is asked where nobody could be found. */
export function RepairDialog({ one, onClose }: { one: StuckStep; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [people, setPeople] = useState<string[]>([]);
  const [comment, setComment] = useState("");
  const [isAsked, setAsked] = useState(false);
  const repair = useMutation({
    mutationFn: () => repairStuck(one.id, { assignees: people, comment: comment.trim() }),
    onSuccess: async () => {
      onClose();
      say(t("stuck.repaired"));
      await client.invalidateQueries({ queryKey: ["process", "stuck"] });
      await client.invalidateQueries({ queryKey: ["process", one.app.id, one.record] });
      void client.invalidateQueries({ queryKey: ["record", one.app.id, one.record] });
    },
  });
  const run = (): void => {
    setAsked(true);
    if (people.length > 0) repair.mutate();
  };
  return (
    <SmallDialog
      title={t("stuck.repairOf", { title: one.title || one.record })}
      lead={t("stuck.repairLead")}
      button={t("stuck.repair")}
      error={repair.error}
      isRunning={repair.isPending}
      onRun={run}
      onClose={onClose}
    >
      <PeopleChoice
        label={t("stuck.whom")}
        value={people}
        onChange={setPeople}
        error={isAsked && people.length === 0 ? t("stuck.whomMissing") : null}
      />
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
