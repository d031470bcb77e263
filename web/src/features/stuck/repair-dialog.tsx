import { Radio, Stack, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { REMEDIES, type Remedy, repairStuck, type StuckStep } from "@/api/tasks";
import { PeopleChoice } from "@/process/people-choice";
import { say } from "@/ui/said";
import { SmallDialog } from "@/ui/small-dialog";

/** 担当を決める: who is asked where nobody could be found. */
export function RepairDialog({ one, onClose }: { one: StuckStep; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [how, setHow] = useState<Remedy>("assign");
  const [people, setPeople] = useState<string[]>([]);
  const [comment, setComment] = useState("");
  const [isAsked, setAsked] = useState(false);
  const repair = useMutation({
    mutationFn: () =>
      repairStuck(one.id, {
        how,
        assignees: how === "assign" ? people : [],
        comment: comment.trim(),
      }),
    onSuccess: async () => {
      onClose();
      say(t("stuck.repaired"));
      await client.invalidateQueries({ queryKey: ["process", "stuck"] });
      await client.invalidateQueries({ queryKey: ["process", one.app.id, one.record] });
      void client.invalidateQueries({ queryKey: ["record", one.app.id, one.record] });
    },
  });
  const isNobody = how === "assign" && people.length === 0;
  const isUnsaid = how === "skip" && comment.trim() === "";
  const run = (): void => {
    setAsked(true);
    if (!isNobody && !isUnsaid) repair.mutate();
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
      <Radio.Group
        label={t("stuck.how")}
        value={how}
        onChange={(next) => setHow(REMEDIES.find((each) => each === next) ?? "assign")}
      >
        <Stack gap={6}>
          {REMEDIES.map((each) => (
            <Radio key={each} value={each} label={t(`stuck.remedy.${each}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {how === "assign" ? (
        <PeopleChoice
          label={t("stuck.whom")}
          value={people}
          onChange={setPeople}
          error={isAsked && isNobody ? t("stuck.whomMissing") : null}
        />
      ) : null}
      <Textarea
        label={t("act.comment")}
        autosize
        minRows={2}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
        error={isAsked && isUnsaid ? t("stuck.unsaid") : null}
      />
    </SmallDialog>
  );
}
