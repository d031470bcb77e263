import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CompanyCalendar } from "@/api/calendar";
import { showDate } from "@/fields/moments";
import { useLocale } from "@/i18n/locale";
import pageStyles from "@/ui/page.module.css";
import { LoadingLines } from "@/ui/states";
import styles from "./calendar.module.css";
import { MonthTable } from "./month-table";
import { type Day, isOpen } from "./year";

interface Props {
  year: number;
  days: Day[] | null;
  /** The year as it is saved, where that is something else. */
  before: Day[] | null;
  known: CompanyCalendar["years"];
  onYear: (year: number) => void;
}

const MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, "0"));
const KINDS = ["open", "closed", "off", "working"] as const;

/** 1年の営業日: twelve months, each day by colour and by word, and the days that have names. */
export function YearGlance({ year, days, before, known, onYear }: Props) {
  const { t } = useTranslation();
  return (
    <section className={`${pageStyles.card} ${styles.year}`} aria-labelledby="glance">
      <div className={styles.yearHead}>
        <h2 id="glance">{t("calendar.glance")}</h2>
        <div className={styles.turn}>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t("calendar.previousYear")}
            disabled={year <= known.first}
            onClick={() => onYear(year - 1)}
          >
            <IconChevronLeft size={18} aria-hidden="true" />
          </ActionIcon>
          <span className={styles.yearName} role="status">
            {t("calendar.year", { year })}
          </span>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t("calendar.nextYear")}
            disabled={year >= known.last}
            onClick={() => onYear(year + 1)}
          >
            <IconChevronRight size={18} aria-hidden="true" />
          </ActionIcon>
        </div>
        {days ? (
          <p className={styles.total}>
            {t("calendar.openDays", { count: days.filter(isOpen).length })}
            {before ? t("calendar.wasOpenDays", { count: before.filter(isOpen).length }) : null}
          </p>
        ) : null}
        <ul className={styles.legend} aria-label={t("calendar.legend")}>
          {KINDS.map((kind) => (
            <li key={kind}>
              <span className={styles.swatch} data-kind={kind} aria-hidden="true" />
              {t(`calendar.day.${kind}`)}
            </li>
          ))}
        </ul>
      </div>
      {days ? (
        <>
          <div className={styles.months}>
            {MONTHS.map((month, index) => (
              <MonthTable
                key={month}
                label={t("calendar.month", { month: index + 1 })}
                days={days.filter((day) => day.date.slice(5, 7) === month)}
              />
            ))}
          </div>
          <NamedDays year={year} days={days.filter((day) => day.name !== "")} />
        </>
      ) : (
        <LoadingLines lines={12} height={36} />
      )}
    </section>
  );
}

function NamedDays({ year, days }: { year: number; days: readonly Day[] }) {
  const { t } = useTranslation();
  const { language } = useLocale();
  return (
    <>
      <h3 className={styles.namedTitle}>{t("calendar.named", { year })}</h3>
      {days.length === 0 ? <p className={styles.soft}>{t("calendar.noNamed")}</p> : null}
      <ul className={styles.named}>
        {days.map((day) => (
          <li key={day.date}>
            <span className={styles.date}>{showDate(day.date, language, true).slice(5)}</span>{" "}
            {day.name}
            {day.kind === "working" ? `（${t("calendar.day.working")}）` : ""}
          </li>
        ))}
      </ul>
    </>
  );
}
