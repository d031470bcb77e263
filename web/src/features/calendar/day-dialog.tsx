import { Checkbox, Radio, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SpecialDays } from "@/api/calendar";
import { DayInput } from "@/process/form-inputs";
import { SmallDialog } from "@/ui/small-dialog";

interface Props {
  onAdd: (one: SpecialDays) => void;
  onClose: () => void;
}

const LONGEST_NAME = 64;

/** One more entry of the company's own days; it becomes part of the draft. */
export function DayDialog({ onAdd, onClose }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<SpecialDays>({
    name: "",
    kind: "holiday",
    first: "",
    last: "",
    isYearly: false,
  });
  const [isAsked, setAsked] = useState(false);
  const change = (part: Partial<SpecialDays>): void => setDraft({ ...draft, ...part });
  const last = draft.last || draft.first;
  const noName = draft.name.trim() === "";
  const isBackwards = last < draft.first;
  const run = (): void => {
    setAsked(true);
    if (noName || draft.first === "" || isBackwards) return;
    onAdd({ ...draft, name: draft.name.trim(), last });
  };
  return (
    <SmallDialog
      title={t("calendar.specialAdd")}
      button={t("calendar.add")}
      error={null}
      isRunning={false}
      onRun={run}
      onClose={onClose}
    >
      <TextInput
        label={t("calendar.name")}
        value={draft.name}
        maxLength={LONGEST_NAME}
        data-autofocus
        withAsterisk
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={isAsked && noName ? t("calendar.nameMissing") : null}
      />
      <Radio.Group
        label={t("calendar.kind")}
        value={draft.kind}
        onChange={(next) => change({ kind: next === "working" ? "working" : "holiday" })}
      >
        <Stack gap={6}>
          <Radio value="holiday" label={t("calendar.kinds.holiday")} />
          <Radio value="working" label={t("calendar.kinds.working")} />
        </Stack>
      </Radio.Group>
      <DayInput
        label={t("calendar.first")}
        value={draft.first}
        onChange={(first) => change({ first })}
        error={isAsked && draft.first === "" ? t("calendar.dayMissing") : null}
        isRequired
      />
      <DayInput
        label={t("calendar.last")}
        value={last}
        onChange={(next) => change({ last: next })}
        error={isAsked && isBackwards ? t("calendar.backwards") : null}
      />
      <Checkbox
        label={t("calendar.isYearly")}
        checked={draft.isYearly}
        onChange={(event) => change({ isYearly: event.currentTarget.checked })}
      />
    </SmallDialog>
  );
}
