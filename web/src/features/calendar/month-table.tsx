import { useTranslation } from "react-i18next";
import { WEEKDAYS } from "@/api/calendar";
import styles from "./calendar.module.css";
import { type Day, isOpen, weekdayOf } from "./year";

const SUNDAY_FIRST = ["SUNDAY", ...WEEKDAYS.filter((day) => day !== "SUNDAY")] as const;

/** A month as on a wall, and how many days of work it has. */
export function MonthTable({ label, days }: { label: string; days: readonly Day[] }) {
  const { t } = useTranslation();
  return (
    <table className={styles.month}>
      <caption>
        {label}{" "}
        <span className={styles.soft}>
          {t("calendar.openDays", { count: days.filter(isOpen).length })}
        </span>
      </caption>
      <thead>
        <tr>
          {SUNDAY_FIRST.map((day) => (
            <th key={day} scope="col">
              {t(`calendar.week.${day}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(days).map((week) => (
          <tr key={week.find((day) => day !== null)?.date}>
            {week.map((day, index) =>
              day === null ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: an empty cell is its place
                <td key={index} />
              ) : (
                <Cell key={day.date} day={day} />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({ day }: { day: Day }) {
  const { t } = useTranslation();
  const word = day.kind === "open" ? "" : day.name || t(`calendar.day.${day.kind}`);
  return (
    <td data-kind={day.kind} title={word || undefined}>
      {Number(day.date.slice(8))}
      {word ? <span className="visually-hidden"> {word}</span> : null}
    </td>
  );
}

/** The days in rows of seven, from Sunday on. */
function weeksOf(days: readonly Day[]): (Day | null)[][] {
  const first = days[0];
  if (!first) return [];
  const lead = SUNDAY_FIRST.indexOf(weekdayOf(first.date));
  const cells: (Day | null)[] = [...Array<null>(lead).fill(null), ...days];
  while (cells.length % 7 > 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, row) =>
    cells.slice(row * 7, row * 7 + 7),
  );
}
