import { useTranslation } from "react-i18next";

export type SpanWords =
  | { key: "route.span.moment" }
  | { key: "route.span.minutes"; minutes: number }
  | { key: "route.span.hours"; hours: number }
  | { key: "route.span.hoursMinutes"; hours: number; minutes: number }
  | { key: "route.span.days"; days: number }
  | { key: "route.span.daysHours"; days: number; hours: number };

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time with its two largest units: nobody compares seconds of days. */
export function spanOf(seconds: number): SpanWords {
  const days = Math.floor(seconds / DAY);
  const hours = Math.floor((seconds % DAY) / HOUR);
  const minutes = Math.floor((seconds % HOUR) / MINUTE);
  if (days > 0)
    return hours > 0
      ? { key: "route.span.daysHours", days, hours }
      : { key: "route.span.days", days };
  if (hours > 0)
    return minutes > 0
      ? { key: "route.span.hoursMinutes", hours, minutes }
      : { key: "route.span.hours", hours };
  return minutes > 0 ? { key: "route.span.minutes", minutes } : { key: "route.span.moment" };
}

/** Seconds in words of the reader's language. */
export function useSpan(): (seconds: number) => string {
  const { t } = useTranslation();
  return (seconds) => {
    const { key, ...numbers } = spanOf(seconds);
    return t(key, numbers);
  };
}

/** Seconds from a moment until now. */
export function secondsSince(moment: string, now = Date.now()): number {
  return Math.max(0, Math.floor((now - new Date(moment).getTime()) / 1000));
}

/** Whether what is due then is late now. */
export function isPast(moment: string | null, now = Date.now()): boolean {
  return moment !== null && new Date(moment).getTime() < now;
}
