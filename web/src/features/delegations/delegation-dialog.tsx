import { MultiSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { appsQuery } from "@/api/apps";
import { addDelegation, DELEGATIONS_KEY } from "@/api/delegations";
import type { User } from "@/api/session";
import { today } from "@/fields/moments";
import { DayInput, YenInput } from "@/process/form-inputs";
import { PeopleChoice, PersonChoice } from "@/process/people-choice";
import { say } from "@/ui/said";
import { SmallDialog } from "@/ui/small-dialog";
import styles from "./delegations.module.css";

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
    if (draft.delegates.length > 0 && draft.from !== "" && draft.to !== "") add.mutate();
  };
  const missing = (day: string): string | null =>
    isAsked && day === "" ? t("delegations.dayMissing") : null;
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
      <DayInput
        label={t("delegations.from")}
        value={draft.from}
        onChange={(from) => change({ from })}
        error={missing(draft.from)}
        isRequired
      />
      <DayInput
        label={t("delegations.to")}
        value={draft.to}
        onChange={(to) => change({ to })}
        error={missing(draft.to)}
        isRequired
      />
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
      <TextInput
        label={t("delegations.note")}
        value={draft.note}
        maxLength={1000}
        onChange={(event) => change({ note: event.currentTarget.value })}
      />
    </SmallDialog>
  );
}
