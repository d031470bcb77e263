import { Select, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { reassign } from "@/api/routes";
import type { Entity } from "@/api/wire";
import { PersonChoice } from "@/process/people-choice";
import { say } from "@/ui/said";
import { SmallDialog } from "@/ui/small-dialog";
import { useProcessReload } from "./use-process";

interface Props {
  appId: string;
  recordId: string;
  assignees: readonly Entity[];
  onClose: () => void;
}

/** 担当を替える: whose turn it is, and who takes it. */
export function ReassignDialog({ appId, recordId, assignees, onClose }: Props) {
  const { t } = useTranslation();
  const reload = useProcessReload({ appId, recordId });
  const [from, setFrom] = useState<string | null>(assignees[0]?.code ?? null);
  const [to, setTo] = useState<string | null>(null);
  const [comment, setComment] = useState("");
  const [isAsked, setAsked] = useState(false);
  const move = useMutation({
    mutationFn: (body: { from: string; to: string; comment: string }) =>
      reassign(appId, recordId, body),
    onSuccess: async () => {
      onClose();
      say(t("act.reassigned"));
      await reload();
    },
  });
  const run = (): void => {
    setAsked(true);
    if (from && to) move.mutate({ from, to, comment: comment.trim() });
  };
  return (
    <SmallDialog
      title={t("act.reassign")}
      lead={t("act.reassignLead")}
      button={t("act.reassign")}
      error={move.error}
      isRunning={move.isPending}
      onRun={run}
      onClose={onClose}
    >
      <Select
        label={t("act.reassignFrom")}
        data={assignees.map((one) => ({ value: one.code, label: one.name }))}
        value={from}
        onChange={setFrom}
        allowDeselect={false}
      />
      <PersonChoice
        label={t("act.reassignTo")}
        value={to}
        onChange={setTo}
        error={isAsked && to === null ? t("act.reassignMissing") : null}
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
