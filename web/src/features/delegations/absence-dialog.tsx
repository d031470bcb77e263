import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ABSENCES_KEY, addAbsence } from "@/api/delegations";
import type { User } from "@/api/session";
import { today } from "@/fields/moments";
import { PersonChoice } from "@/process/people-choice";
import { say } from "@/ui/said";
import { SmallDialog } from "@/ui/small-dialog";
import { isPeriod, NoteInput, PeriodInputs } from "./period-inputs";

/** 不在を登録する: who is away, and from when to when. */
export function AbsenceDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const now = today(user.timezone);
  const [draft, setDraft] = useState({ person: user.code, from: now, to: now, note: "" });
  const [isAsked, setAsked] = useState(false);
  const change = (part: Partial<typeof draft>): void => setDraft({ ...draft, ...part });
  const add = useMutation({
    mutationFn: () => addAbsence(draft),
    onSuccess: async () => {
      onClose();
      say(t("delegations.absenceAdded"));
      await client.invalidateQueries({ queryKey: ABSENCES_KEY });
    },
  });
  const run = (): void => {
    setAsked(true);
    if (isPeriod(draft)) add.mutate();
  };
  return (
    <SmallDialog
      title={t("delegations.addAbsence")}
      button={t("delegations.addAbsence")}
      error={add.error}
      isRunning={add.isPending}
      onRun={run}
      onClose={onClose}
    >
      {user.isAdministrator ? (
        <PersonChoice
          label={t("delegations.person")}
          value={draft.person}
          onChange={(person) => person && change({ person })}
        />
      ) : null}
      <PeriodInputs value={draft} onChange={change} isAsked={isAsked} />
      <NoteInput value={draft.note} onChange={(note) => change({ note })} />
    </SmallDialog>
  );
}
