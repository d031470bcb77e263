import { parseDate } from "@internationalized/date";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  Heading,
  I18nProvider,
} from "react-aria-components";
import { useTranslation } from "react-i18next";
import styles from "./moment.module.css";

interface Props {
  label: string;
  /** `2026-11-25`; null for none. */
  value: string | null;
  /** The calendar's own: with the Japanese era or without. */
  locale: string;
  onChange: (day: string) => void;
}

/** A month to choose a day from; the arrow keys move by day and week. */
export function DayCalendar({ label, value, locale, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <I18nProvider locale={locale}>
      <Calendar
        aria-label={label}
        autoFocus
        value={value === null ? null : parseDate(value)}
        onChange={(day) => onChange(day.toDate("UTC").toISOString().slice(0, 10))}
      >
        <header className={styles.head}>
          <Button
            slot="previous"
            className={styles.turn ?? ""}
            aria-label={t("form.previousMonth")}
          >
            <IconChevronLeft size={18} aria-hidden="true" />
          </Button>
          <Heading className={styles.month ?? ""} />
          <Button slot="next" className={styles.turn ?? ""} aria-label={t("form.nextMonth")}>
            <IconChevronRight size={18} aria-hidden="true" />
          </Button>
        </header>
        <CalendarGrid className={styles.grid ?? ""}>
          {(day) => <CalendarCell date={day} className={styles.day ?? ""} />}
        </CalendarGrid>
      </Calendar>
    </I18nProvider>
  );
}
