/** Dates and times as people read them. */

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

interface Where {
  language: string;
  timezone: string;
}

/** `2026-04-01` → `2026/04/01`; with `weekday` also `(水)`. */
export function showDate(text: string, language: string, hasWeekday = false): string {
  const match = DATE.exec(text);
  if (!match) return text;
  const plain = `${match[1]}/${match[2]}/${match[3]}`;
  if (!hasWeekday) return plain;
  const day = new Date(`${text}T00:00:00Z`);
  const format = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
  return Number.isNaN(day.getTime()) ? plain : `${plain} (${format.format(day)})`;
}

/** `2026-04-01` → `令和8年4月1日`. */
export function showWareki(text: string): string {
  const day = new Date(`${text}T00:00:00Z`);
  if (!DATE.test(text) || Number.isNaN(day.getTime())) return "";
  const format = new Intl.DateTimeFormat("ja-JP-u-ca-japanese", {
    era: "long",
    year: "numeric",
    month: "long",
    day: "numeric",
    timeZone: "UTC",
  });
  return format.format(day);
}

/** An instant in the reader's time zone: `2026/04/01 09:30`. */
export function showMoment(text: string, { timezone }: Where): string {
  const moment = new Date(text);
  if (text === "" || Number.isNaN(moment.getTime())) return text;
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: timezone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(moment);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}/${part("month")}/${part("day")} ${part("hour")}:${part("minute")}`;
}

/** Today's date in a time zone, as the server writes dates. */
export function today(timezone: string, now = new Date()): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: timezone }).format(now);
}

/** The time of day in a time zone: `09:30`. */
export function timeNow(timezone: string, now = new Date()): string {
  return showMoment(now.toISOString(), { language: "ja", timezone }).slice(-5);
}
