import { useTranslation } from "react-i18next";
import { type CalendarRules, WEEKDAYS } from "@/api/calendar";
import styles from "./calendar.module.css";

/** The rules for those who only look. */
export function RulesShown({ rules }: { rules: CalendarRules }) {
  const { t } = useTranslation();
  const closed = WEEKDAYS.filter((day) => rules.closedWeekdays.includes(day));
  const lines = [
    [
      t("calendar.closedWeekdays"),
      closed.map((day) => t(`calendar.week.${day}`)).join("・") || t("calendar.noClosed"),
    ],
    [t("calendar.base"), t(`calendar.bases.${rules.base}`)],
    [t("calendar.opening"), rules.opening.map((span) => span.replace("-", "〜")).join("、")],
    [t("calendar.fiscalMonth"), t("calendar.month", { month: rules.fiscalMonth })],
    [t("calendar.timezone"), rules.timezone],
  ] as const;
  return (
    <>
      <dl className={styles.rules}>
        {lines.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.soft}>{t("calendar.readOnly")}</p>
    </>
  );
}
