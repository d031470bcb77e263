import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldProperty, WireValue } from "@/api/wire";
import { DateInput, DateTimeInput } from "@/fields/inputs/moment-inputs";
import { asText } from "@/fields/values";
import { SmallDialog } from "@/ui/small-dialog";

interface Props {
  name: string;
  field: FieldProperty;
  value: string;
  error: unknown;
  isRunning: boolean;
  onMove: (value: string) => void;
  onClose: () => void;
}

/** Another day for a record, typed: what a drag does, without one. */
export function MoveDayDialog({ name, field, value, ...props }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [next, setNext] = useState<WireValue>(value);
  const Input = field.type === "DATE" ? DateInput : DateTimeInput;
  return (
    <SmallDialog
      title={t("dates.moveTitle", { name, label: field.label })}
      button={t("dates.move")}
      error={props.error}
      isRunning={props.isRunning}
      onRun={() => props.onMove(asText(next))}
      onClose={props.onClose}
    >
      <Input
        id={id}
        label={field.label}
        isLabelHidden={false}
        property={field}
        value={next}
        error={undefined}
        onChange={setNext}
        onBlur={() => undefined}
      />
    </SmallDialog>
  );
}
