import { Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { addOrder, type NewOrder, ORDER_KINDS, titlesQuery } from "@/api/personnel";
import { DayInput } from "@/process/form-inputs";
import { PersonChoice } from "@/process/people-choice";
import { SmallDialog } from "@/ui/small-dialog";
import { OrganizationInput } from "./organization-input";
import { useChange } from "./use-change";

const WITH_TITLE = new Set(["APPOINT", "CONCURRENT", "TITLE", "VACATE"]);
const LONGEST_NOTE = 1000;

/** 発令を準備する: who goes where on which day. */
export function OrderDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { data: titles = [] } = useQuery(titlesQuery);
  const [isAsked, setAsked] = useState(false);
  const [draft, setDraft] = useState<NewOrder>({
    on: "",
    kind: "APPOINT",
    organization: "",
    user: null,
    title: null,
    note: "",
  });
  const change = (part: Partial<NewOrder>): void => setDraft({ ...draft, ...part });
  const add = useChange(addOrder, t("personnel.added"), onClose);
  const isVacancy = draft.kind === "VACATE";
  const hasTitle = WITH_TITLE.has(draft.kind);
  const noUser = !isVacancy && draft.user === null;
  const noTitle = isVacancy && draft.title === null;
  const missing = (isMissing: boolean): string | null =>
    isAsked && isMissing ? t("personnel.missing") : null;
  const run = (): void => {
    setAsked(true);
    if (draft.on === "" || draft.organization === "" || noUser || noTitle) return;
    add.mutate({
      ...draft,
      user: isVacancy ? null : draft.user,
      title: hasTitle ? draft.title : null,
    });
  };
  return (
    <SmallDialog
      title={t("personnel.addOrder")}
      lead={t("personnel.addLead")}
      button={t("personnel.prepare")}
      error={add.error}
      isRunning={add.isPending}
      onRun={run}
      onClose={onClose}
    >
      <DayInput
        label={t("personnel.on")}
        value={draft.on}
        onChange={(on) => change({ on })}
        error={missing(draft.on === "")}
        isRequired
      />
      <Select
        label={t("personnel.kind")}
        data={ORDER_KINDS.map((kind) => ({ value: kind, label: t(`personnel.kinds.${kind}`) }))}
        value={draft.kind}
        onChange={(next) =>
          change({ kind: ORDER_KINDS.find((each) => each === next) ?? draft.kind })
        }
        allowDeselect={false}
      />
      {isVacancy ? null : (
        <PersonChoice
          label={t("personnel.person")}
          value={draft.user}
          onChange={(user) => change({ user })}
          error={missing(noUser)}
        />
      )}
      <OrganizationInput
        label={t("personnel.organization")}
        value={draft.organization}
        onChange={(organization) => change({ organization })}
        error={missing(draft.organization === "")}
      />
      {hasTitle ? (
        <Select
          label={t("personnel.rank")}
          data={titles.map((one) => ({ value: one.code, label: one.name }))}
          value={draft.title}
          onChange={(title) => change({ title })}
          clearable={!isVacancy}
          clearButtonProps={{ "aria-label": t("common.clear") }}
          placeholder={t("personnel.noTitle")}
          error={missing(noTitle)}
        />
      ) : null}
      <TextInput
        label={t("personnel.note")}
        value={draft.note}
        maxLength={LONGEST_NOTE}
        onChange={(event) => change({ note: event.currentTarget.value })}
      />
    </SmallDialog>
  );
}
