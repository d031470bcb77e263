import { Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { askOpinions } from "@/api/routes";
import { PeopleChoice } from "@/process/people-choice";
import { say } from "@/ui/said";
import { SmallDialog } from "@/ui/small-dialog";
import { useProcessReload } from "./use-process";

interface Props {
  appId: string;
  recordId: string;
  onClose: () => void;
}

/** 意見を求める: whom, and what; the order of approval stays as it is. */
export function OpinionDialog({ appId, recordId, onClose }: Props) {
  const { t } = useTranslation();
  const reload = useProcessReload({ appId, recordId });
  const [people, setPeople] = useState<string[]>([]);
  const [question, setQuestion] = useState("");
  const [isAsked, setAsked] = useState(false);
  const ask = useMutation({
    mutationFn: () => askOpinions(appId, recordId, { people, question: question.trim() }),
    onSuccess: async () => {
      onClose();
      say(t("act.asked"));
      await reload();
    },
  });
  const run = (): void => {
    setAsked(true);
    if (people.length > 0 && question.trim()) ask.mutate();
  };
  return (
    <SmallDialog
      title={t("act.ask")}
      lead={t("act.askLead")}
      button={t("act.ask")}
      error={ask.error}
      isRunning={ask.isPending}
      onRun={run}
      onClose={onClose}
    >
      <PeopleChoice
        label={t("act.askWhom")}
        value={people}
        onChange={setPeople}
        error={isAsked && people.length === 0 ? t("act.askWhomMissing") : null}
      />
      <Textarea
        label={t("act.askWhat")}
        autosize
        minRows={2}
        value={question}
        onChange={(event) => setQuestion(event.currentTarget.value)}
        error={isAsked && !question.trim() ? t("act.askWhatMissing") : null}
      />
    </SmallDialog>
  );
}
