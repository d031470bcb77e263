import { Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { addChange, CHANGE_KINDS, type NewChange } from "@/api/personnel";
import { DayInput } from "@/process/form-inputs";
import { SmallDialog } from "@/ui/small-dialog";
import { OrganizationInput } from "./organization-input";
import { useChange } from "./use-change";

const LONGEST_NAME = 128;
const LONGEST_NOTE = 1000;

/** 組織改編を準備する: what becomes of an organization on which day. */
export function ChangeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  const [draft, setDraft] = useState<NewChange>({
    on: "",
    kind: "OPEN",
    organization: "",
    name: "",
    parent: "",
    note: "",
  });
  const change = (part: Partial<NewChange>): void => setDraft({ ...draft, ...part });
  const add = useChange(addChange, t("personnel.added"), onClose);
  const isNamed = draft.kind === "OPEN" || draft.kind === "RENAME";
  const isPlaced = draft.kind === "OPEN" || draft.kind === "MOVE";
  const noName = isNamed && draft.name.trim() === "";
  const missing = (isMissing: boolean): string | null =>
    isAsked && isMissing ? t("personnel.missing") : null;
  const run = (): void => {
    setAsked(true);
    if (draft.on === "" || draft.organization === "" || noName) return;
    add.mutate({
      ...draft,
      name: isNamed ? draft.name.trim() : "",
      parent: isPlaced ? draft.parent : "",
    });
  };
  return (
    <SmallDialog
      title={t("personnel.addChange")}
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
        data={CHANGE_KINDS.map((kind) => ({
          value: kind,
          label: t(`personnel.kinds.${kind}`),
        }))}
        value={draft.kind}
        onChange={(next) =>
          change({ kind: CHANGE_KINDS.find((each) => each === next) ?? draft.kind })
        }
        allowDeselect={false}
      />
      <OrganizationInput
        label={t("personnel.code")}
        value={draft.organization}
        onChange={(organization) => change({ organization })}
        error={missing(draft.organization === "")}
      />
      {isNamed ? (
        <TextInput
          label={t("personnel.name")}
          value={draft.name}
          maxLength={LONGEST_NAME}
          onChange={(event) => change({ name: event.currentTarget.value })}
          error={missing(noName)}
        />
      ) : null}
      {isPlaced ? (
        <OrganizationInput
          label={t("personnel.parent")}
          description={t("personnel.parentHint")}
          value={draft.parent}
          onChange={(parent) => change({ parent })}
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
