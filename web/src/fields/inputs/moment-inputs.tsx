import { parseAbsolute, parseDate, parseTime, type Time } from "@internationalized/date";
import { useLocalStorage } from "@mantine/hooks";
import {
  DateInput as AriaDateInput,
  DatePicker,
  DateSegment,
  type DateValue,
  FieldError,
  Group,
  I18nProvider,
  TimeField,
} from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useLocale } from "@/i18n/locale";
import type { InputProps } from "../field-ui";
import { showWareki } from "../moments";
import { asText } from "../values";
import { CalendarButton, CalendarPopover } from "./calendar";
import { LabelText } from "./frame";
import inputStyles from "./inputs.module.css";
import styles from "./moment.module.css";

type Granularity = "day" | "minute";

function parsed<T>(text: string, parse: (text: string) => T): T | null {
  try {
    return text === "" ? null : parse(text);
  } catch {
    return null;
  }
}

function useEra() {
  const { language } = useLocale();
  const [isEra, setEra] = useLocalStorage({ key: "urakata.wareki", defaultValue: false });
  const mayBeEra = language === "ja";
  const locale =
    mayBeEra && isEra ? "ja-JP-u-ca-japanese" : language === "ja" ? "ja-JP" : "en-CA";
  return { mayBeEra, isEra: mayBeEra && isEra, locale, toggle: () => setEra(!isEra) };
}

interface PickerProps {
  input: InputProps;
  granularity: Granularity;
  value: DateValue | null;
  onChange: (next: DateValue | null) => void;
  hint: string;
}

function Picker({ input, granularity, value, onChange, hint }: PickerProps) {
  const { t } = useTranslation();
  const { mayBeEra, isEra, locale, toggle } = useEra();
  return (
    <I18nProvider locale={locale}>
      <DatePicker
        id={input.id}
        className={styles.field ?? ""}
        aria-label={input.label}
        granularity={granularity}
        hourCycle={24}
        hideTimeZone
        shouldForceLeadingZeros
        value={value}
        onChange={onChange}
        onBlur={input.onBlur}
        isInvalid={input.error !== undefined}
      >
        <FieldLabel input={input} />
        <Group className={styles.group ?? ""} data-wide={granularity === "minute"}>
          <Segments />
          <CalendarButton />
        </Group>
        {mayBeEra && !input.isLabelHidden ? (
          <span className={styles.hint}>
            <button type="button" className={styles.era} onClick={toggle}>
              {t(isEra ? "form.seireki" : "form.wareki")}
            </button>
            {isEra ? null : hint}
          </span>
        ) : null}
        <FieldError className={inputStyles.error ?? ""}>{input.error}</FieldError>
        <CalendarPopover />
      </DatePicker>
    </I18nProvider>
  );
}

function Segments() {
  return (
    <AriaDateInput className={styles.input ?? ""}>
      {(segment) => <DateSegment segment={segment} className={styles.segment ?? ""} />}
    </AriaDateInput>
  );
}

function FieldLabel({ input }: { input: InputProps }) {
  if (input.isLabelHidden) return null;
  return (
    <span className={inputStyles.label} aria-hidden="true">
      <LabelText label={input.label} property={input.property} />
    </span>
  );
}

export function DateInput(props: InputProps) {
  const text = asText(props.value);
  return (
    <Picker
      input={props}
      granularity="day"
      value={parsed(text, parseDate)}
      onChange={(next) => props.onChange(next === null ? null : isoDate(next))}
      hint={showWareki(text)}
    />
  );
}

/** Always the Western calendar, whichever calendar it was typed in. */
function isoDate(value: DateValue): string {
  const day = value.calendar.identifier === "gregory" ? value : toGregorian(value);
  return `${String(day.year).padStart(4, "0")}-${two(day.month)}-${two(day.day)}`;
}

function two(part: number): string {
  return String(part).padStart(2, "0");
}

function toGregorian(value: DateValue): DateValue {
  return parseDate(value.toDate("UTC").toISOString().slice(0, 10));
}

export function DateTimeInput(props: InputProps) {
  const { timezone } = useLocale();
  return (
    <Picker
      input={props}
      granularity="minute"
      value={parsed(asText(props.value), (text) => parseAbsolute(text, timezone))}
      onChange={(next) => props.onChange(next === null ? "" : isoMoment(next, timezone))}
      hint=""
    />
  );
}

function isoMoment(value: DateValue, timezone: string): string {
  return value
    .toDate(timezone)
    .toISOString()
    .replace(/:\d\d\.\d+Z$/, ":00Z");
}

function clock(time: Time): string {
  return `${two(time.hour)}:${two(time.minute)}`;
}

export function TimeInput(props: InputProps) {
  return (
    <I18nProvider locale="ja-JP">
      <TimeField
        id={props.id}
        className={styles.field ?? ""}
        aria-label={props.label}
        hourCycle={24}
        shouldForceLeadingZeros
        value={parsed(asText(props.value), parseTime)}
        onChange={(next) => props.onChange(next === null ? null : clock(next as Time))}
        onBlur={props.onBlur}
        isInvalid={props.error !== undefined}
      >
        <FieldLabel input={props} />
        <div className={styles.group}>
          <Segments />
        </div>
        <FieldError className={inputStyles.error ?? ""}>{props.error}</FieldError>
      </TimeField>
    </I18nProvider>
  );
}
