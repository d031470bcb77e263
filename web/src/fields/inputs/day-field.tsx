import { ActionIcon, Popover, TextInput, type TextInputProps } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconCalendar } from "@tabler/icons-react";
import { type KeyboardEvent, lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "@/i18n/locale";
import { isComposing } from "@/ui/composing";
import { readDate } from "../date-words";
import { showDate, showWareki, today } from "../moments";
import styles from "./moment.module.css";

const DayCalendar = lazy(async () => ({ default: (await import("./calendar")).DayCalendar }));
const ISO = /^\d{4}-\d{2}-\d{2}$/;

/** 和暦 or the Western calendar, as the person at this device likes to read days. */
function useEra() {
  const { language } = useLocale();
  const [isEra, setEra] = useLocalStorage({ key: "urakata.wareki", defaultValue: false });
  const mayBeEra = language === "ja";
  return { mayBeEra, isEra: mayBeEra && isEra, toggle: () => setEra(!isEra) };
}

interface Props {
  /** What Mantine's input takes: id, name, problem. */
  frame: Partial<TextInputProps>;
  label: string;
  /** A day as `2026-11-25`, or what was typed and is none; "" for nothing. */
  value: string;
  onChange: (next: string) => void;
  onBlur: () => void;
  /** In a table there is no room for the era beside. */
  isBare: boolean;
}

interface Reading {
  isDay: boolean;
  /** As the input shows it, and the other calendar's way beside. */
  shown: string;
  beside: string;
}

function reading(value: string, language: string, isEra: boolean): Reading {
  const isDay = ISO.test(value);
  if (!isDay) return { isDay, shown: value, beside: "" };
  const western = showDate(value, language);
  const era = showWareki(value);
  return isEra
    ? { isDay, shown: era, beside: western }
    : { isDay, shown: western, beside: era };
}

/**
 * A day, typed in any way people write days; shown properly once it is left. What is no day stays as
 * it was typed, for the server to say so.
 */
export function DayField({ frame, label, value, onChange, onBlur, isBare }: Props) {
  const { t } = useTranslation();
  const { language, timezone } = useLocale();
  const { mayBeEra, isEra, toggle } = useEra();
  const [typed, setTyped] = useState<string | null>(null);
  const { isDay, shown, beside } = reading(value, language, isEra);
  const take = (text: string): void => {
    setTyped(text);
    onChange(text.trim() === "" ? "" : (readDate(text, today(timezone)) ?? text));
  };
  const put = (day: string): void => {
    setTyped(null);
    onChange(day);
  };
  const step = (event: KeyboardEvent): void => {
    const by = { ArrowUp: "+1", ArrowDown: "-1" }[event.key];
    if (by === undefined || !isDay || isComposing(event)) return;
    event.preventDefault();
    put(readDate(by, value) ?? value);
  };
  return (
    <div className={styles.field}>
      <TextInput
        {...frame}
        className={styles.text ?? ""}
        autoComplete="off"
        placeholder={t("form.dateHint")}
        value={typed ?? shown}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => take(event.currentTarget.value)}
        onKeyDown={step}
        onBlur={() => {
          setTyped(null);
          onBlur();
        }}
        rightSection={
          <DayButton label={label} value={isDay ? value : null} isEra={isEra} onChange={put} />
        }
      />
      {mayBeEra && !isBare ? (
        <span className={styles.hint}>
          <span>{beside}</span>
          <button type="button" className={styles.era} onClick={toggle}>
            {t(isEra ? "form.seireki" : "form.wareki")}
          </button>
        </span>
      ) : null}
    </div>
  );
}

interface ButtonProps {
  label: string;
  value: string | null;
  isEra: boolean;
  onChange: (day: string) => void;
}

/** Opens the calendar. */
function DayButton({ label, value, isEra, onChange }: ButtonProps) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const [isOpen, setOpen] = useState(false);
  const western = language === "ja" ? "ja-JP" : "en-CA";
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={`${label}: ${t("form.chooseDate")}`}
          onClick={() => setOpen(!isOpen)}
        >
          <IconCalendar size={18} aria-hidden="true" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Suspense fallback={null}>
          <DayCalendar
            label={label}
            value={value}
            locale={isEra ? "ja-JP-u-ca-japanese" : western}
            onChange={(day) => {
              onChange(day);
              setOpen(false);
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
