import { MultiSelect } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { appsQuery } from "@/api/apps";
import { addDelegation, DELEGATIONS_KEY } from "@/api/delegations";
import type { User } from "@/api/session";
import { today } from "@/fields/moments";
import { YenInput } from "@/process/form-inputs";
import { PeopleChoice, PersonChoice } from "@/process/people-choice";
import { say } from "@/ui/said";
import { SmallDialog } from "@/ui/small-dialog";
import styles from "./delegations.module.css";
import { isPeriod, NoteInput, PeriodInputs } from "./period-inputs";

/** 代理を設定する: for whom, by whom, from when to when, for which apps and amounts. */
export function DelegationDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data: apps = [] } = useQuery(appsQuery);
  const now = today(user.timezone);
  const [draft, setDraft] = useState({
    principal: user.code,
    delegates: [] as string[],
    from: now,
    to: now,
    apps: [] as string[],
    amountCap: "",
    note: "",
  });
  const [isAsked, setAsked] = useState(false);
  const change = (part: Partial<typeof draft>): void => setDraft({ ...draft, ...part });
  const add = useMutation({
    mutationFn: () => addDelegation({ ...draft, amountCap: draft.amountCap || null }),
    onSuccess: async () => {
      onClose();
      say(t("delegations.added"));
      await client.invalidateQueries({ queryKey: DELEGATIONS_KEY });
    },
  });
  const run = (): void => {
    setAsked(true);
    if (draft.delegates.length > 0 && isPeriod(draft)) add.mutate();
  };
  const noDelegate = isAsked && draft.delegates.length === 0;
  return (
    <SmallDialog
      title={t("delegations.add")}
      button={t("delegations.add")}
      error={add.error}
      isRunning={add.isPending}
      onRun={run}
      onClose={onClose}
    >
      {user.isAdministrator ? (
        <PersonChoice
          label={t("delegations.principal")}
          value={draft.principal}
          onChange={(principal) => principal && change({ principal })}
        />
      ) : null}
      <PeopleChoice
        label={t("delegations.delegates")}
        value={draft.delegates}
        onChange={(delegates) => change({ delegates })}
        error={noDelegate ? t("delegations.delegatesMissing") : null}
      />
      <PeriodInputs value={draft} onChange={change} isAsked={isAsked} />
      <MultiSelect
        label={t("delegations.apps")}
        description={t("delegations.appsHint")}
        data={apps.map((app) => ({ value: app.appId, label: app.name }))}
        value={draft.apps}
        onChange={(chosen) => change({ apps: chosen })}
        searchable
        hidePickedOptions
        nothingFoundMessage={t("form.nothingFound")}
      />
      <YenInput
        label={t("delegations.cap")}
        value={draft.amountCap}
        onChange={(amountCap) => change({ amountCap })}
      />
      <p className={styles.hint}>{t("delegations.capHint")}</p>
      <NoteInput value={draft.note} onChange={(note) => change({ note })} />
    </SmallDialog>
  );
}
