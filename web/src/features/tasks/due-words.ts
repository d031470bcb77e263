import { useTranslation } from "react-i18next";
import { showMoment } from "@/fields/moments";
import { useLocale } from "@/i18n/locale";

export type DueWords =
  | { key: "tasks.dueToday" | "tasks.dueTomorrow" | "tasks.lateToday"; time: string }
  | { key: "tasks.dueIn" | "tasks.lateBy"; count: number; time: string };

const DAY = 86_400_000;

/** When something is due, by the days of the reader's calendar: today at 18:00, in 3 days, 2 days late. */
export function dueWords(due: string, timezone: string, now = new Date()): DueWords {
  const shown = showMoment(due, { language: "ja", timezone });
  const here = showMoment(now.toISOString(), { language: "ja", timezone });
  const dayOf = (text: string): number => Date.parse(text.slice(0, 10).replaceAll("/", "-"));
  const days = Math.round((dayOf(shown) - dayOf(here)) / DAY);
  const time = days === 0 || days === 1 ? shown.slice(11) : shown.slice(5);
  if (new Date(due) < now)
    return days === 0
      ? { key: "tasks.lateToday", time }
      : { key: "tasks.lateBy", count: -days, time };
  if (days === 0) return { key: "tasks.dueToday", time };
  return days === 1
    ? { key: "tasks.dueTomorrow", time }
    : { key: "tasks.dueIn", count: days, time };
}

/** The same in words of the reader's language. */
export function useDueWords(): (due: string) => string {
  const { t } = useTranslation();
  const { timezone } = useLocale();
  return (due) => {
    const { key, ...rest } = dueWords(due, timezone);
    return t(key, rest);
  };
}
