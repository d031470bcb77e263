import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DayInput } from "@/process/form-inputs";

interface Days {
  from: string;
  to: string;
}

/** Whether both days are there. */
export function isPeriod({ from, to }: Days): boolean {
  return from !== "" && to !== "";
}

interface Props {
  value: Days;
  onChange: (part: Partial<Days>) => void;
  /** Whether what is missing is told: not before somebody tried to send. */
  isAsked: boolean;
}

/** The first and the last day. */
export function PeriodInputs({ value, onChange, isAsked }: Props) {
  const { t } = useTranslation();
  const missing = (day: string): string | null =>
    isAsked && day === "" ? t("delegations.dayMissing") : null;
  return (
    <>
      <DayInput
        label={t("delegations.from")}
        value={value.from}
        onChange={(from) => onChange({ from })}
        error={missing(value.from)}
        isRequired
      />
      <DayInput
        label={t("delegations.to")}
        value={value.to}
        onChange={(to) => onChange({ to })}
        error={missing(value.to)}
        isRequired
      />
    </>
  );
}

/** What else is to be said. */
export function NoteInput(props: { value: string; onChange: (note: string) => void }) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t("delegations.note")}
      value={props.value}
      maxLength={1000}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}
