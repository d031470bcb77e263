import { parseAbsolute, parseDateTime, toZoned } from "@internationalized/date";
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "@/i18n/locale";
import { readTime } from "../date-words";
import type { InputProps } from "../field-ui";
import { asText } from "../values";
import { DayField } from "./day-field";
import { framed, GroupFrame } from "./frame";
import styles from "./moment.module.css";

export function DateInput(props: InputProps) {
  return (
    <DayField
      frame={framed(props)}
      label={props.label}
      value={asText(props.value)}
      onChange={(next) => props.onChange(next === "" ? null : next)}
      onBlur={props.onBlur}
      isBare={props.isLabelHidden}
    />
  );
}

interface ClockProps {
  frame: object;
  value: string;
  onChange: (next: string) => void;
  onBlur: () => void;
}

/** A time, typed as `930` or `9時半`; shown as `09:30` once it is left. */
function ClockField({ frame, value, onChange, onBlur }: ClockProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextInput
      {...frame}
      className={styles.clock ?? ""}
      autoComplete="off"
      placeholder={t("form.timeHint")}
      value={typed ?? value}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        onChange(text.trim() === "" ? "" : (readTime(text) ?? text));
      }}
      onBlur={() => {
        setTyped(null);
        onBlur();
      }}
    />
  );
}

export function TimeInput(props: InputProps) {
  return (
    <ClockField
      frame={framed(props)}
      value={asText(props.value)}
      onChange={(next) => props.onChange(next === "" ? null : next)}
      onBlur={props.onBlur}
    />
  );
}

interface Parts {
  day: string;
  clock: string;
}

/** An instant as the day and the time where the reader is; half of one as it was typed. */
function partsOf(text: string, timezone: string): Parts {
  try {
    const [day = "", clock = ""] = parseAbsolute(text, timezone).toString().split("T");
    return { day, clock: clock.slice(0, 5) };
  } catch {
    const [day = "", clock = ""] = text.split("T");
    return { day, clock };
  }
}

function momentOf({ day, clock }: Parts, timezone: string): string {
  if (day === "" && clock === "") return "";
  try {
    const zoned = toZoned(parseDateTime(`${day}T${clock}`), timezone);
    return zoned.toAbsoluteString().replace(/:\d\d\.\d+Z$/, ":00Z");
  } catch {
    return `${day}T${clock}`;
  }
}

/** A day and a time side by side. */
export function DateTimeInput(props: InputProps) {
  const { t } = useTranslation();
  const { timezone } = useLocale();
  const parts = partsOf(asText(props.value), timezone);
  const change = (part: Partial<Parts>): void =>
    props.onChange(momentOf({ ...parts, ...part }, timezone));
  const hidden = (name: string) => ({ "aria-label": `${props.label}: ${name}` });
  return (
    <GroupFrame input={props}>
      <div className={styles.pair}>
        <DayField
          frame={hidden(t("form.day"))}
          label={props.label}
          value={parts.day}
          onChange={(day) => change({ day })}
          onBlur={props.onBlur}
          isBare
        />
        <ClockField
          frame={hidden(t("form.clock"))}
          value={parts.clock}
          onChange={(clock) => change({ clock })}
          onBlur={props.onBlur}
        />
      </div>
    </GroupFrame>
  );
}
