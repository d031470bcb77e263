import { TextInput } from "@mantine/core";
import { useState } from "react";
import type { InputProps } from "../field-ui";
import { groupDigits, normaliseNumber } from "../numbers";
import { asText } from "../values";
import { framed } from "./frame";
import styles from "./inputs.module.css";

/**
 * Takes what is typed (full-width digits, commas, an IME still composing) as it is, and hands the
 * form a plain number. Away from the input the digits are grouped.
 */
export function NumberInput(props: InputProps) {
  const stored = asText(props.value);
  const [typed, setTyped] = useState<string | null>(null);
  const { unit, unitPosition, digit } = props.property;
  const section = unit ? <span className={styles.unit}>{unit}</span> : null;
  const side = unitPosition === "AFTER" ? "right" : "left";
  const width = unit ? 20 + unit.length * 15 : undefined;
  return (
    <TextInput
      {...framed(props)}
      {...(section ? { [`${side}Section`]: section, [`${side}SectionWidth`]: width } : {})}
      styles={{ input: { textAlign: "right", fontVariantNumeric: "tabular-nums" } }}
      inputMode="decimal"
      autoComplete="off"
      value={typed ?? (digit ? groupDigits(stored) : stored)}
      onFocus={() => setTyped(stored)}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        props.onChange(normaliseNumber(event.currentTarget.value));
      }}
      onBlur={() => {
        setTyped(null);
        props.onBlur();
      }}
    />
  );
}
