import { NumberInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CalendarRules, CompanyCalendar } from "@/api/calendar";
import { showDate, today } from "@/fields/moments";
import { useLocale } from "@/i18n/locale";
import { DayInput } from "@/process/form-inputs";
import pageStyles from "@/ui/page.module.css";
import styles from "./calendar.module.css";
import { useYear } from "./use-year";
import { businessDayAfter } from "./year";

const MOST = 200; // two years hold them in any calendar that opens on most weekdays
const USUAL = 3;

/** 営業日を数える: what a deadline of some business days comes to. */
export function BusinessDays(props: { rules: CalendarRules; known: CompanyCalendar["years"] }) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const { rules, known } = props;
  const [from, setFrom] = useState(today(rules.timezone));
  const [count, setCount] = useState(USUAL);
  const year = clamped(Number(from.slice(0, 4)), known);
  const here = useYear(year, rules);
  const next = useYear(clamped(year + 1, known), rules);
  const found = here && next && from ? businessDayAfter([...here, ...next], from, count) : null;
  return (
    <section className={`${pageStyles.card} ${styles.panel}`} aria-labelledby="count">
      <h2 id="count">{t("calendar.count")}</h2>
      <p className={styles.soft}>{t("calendar.countLead")}</p>
      <DayInput label={t("calendar.from")} value={from} onChange={setFrom} />
      <NumberInput
        label={t("calendar.days")}
        value={count}
        min={1}
        max={MOST}
        clampBehavior="strict"
        allowDecimal={false}
        hideControls
        onChange={(value) => setCount(Number(value) || 1)}
      />
      <p className={styles.answer} role="status">
        {found
          ? t("calendar.answer", { count, day: showDate(found.date, language, true) })
          : here && next
            ? t("calendar.unknown")
            : " "}
      </p>
    </section>
  );
}

function clamped(year: number, { first, last }: CompanyCalendar["years"]): number {
  return Math.min(Math.max(year || first, first), last);
}
