import { useId } from "react";
import { DateInput } from "@/fields/inputs/moment-inputs";
import { NumberInput } from "@/fields/inputs/number-input";
import { asText } from "@/fields/values";

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | null | undefined;
  isRequired?: boolean;
}

function shared({ label, value, onChange, error, isRequired = false }: Props, id: string) {
  return {
    id,
    label,
    isLabelHidden: false,
    value,
    error: error ?? undefined,
    onBlur: () => undefined,
    onChange: (next: Parameters<Parameters<typeof DateInput>[0]["onChange"]>[0]) =>
      onChange(asText(next)),
    required: isRequired,
  };
}

/** A date outside any record's form: `2026-04-01`, or "". */
export function DayInput(props: Props) {
  const { required, ...rest } = shared(props, useId());
  const property = { type: "DATE" as const, code: "", label: props.label, required };
  return <DateInput {...rest} property={property} />;
}

/** An amount in yen outside any record's form, as plain digits, or "". */
export function YenInput(props: Props) {
  const { required, ...rest } = shared(props, useId());
  const unit = { unit: "円", unitPosition: "AFTER" as const, digit: true };
  const property = { type: "NUMBER" as const, code: "", label: props.label, required, ...unit };
  return <NumberInput {...rest} property={property} />;
}
