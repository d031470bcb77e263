/** Moments as people say them: how long ago on the day itself, the day before that. */

interface Where {
  language: string;
  timezone: string;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

function dayOf(moment: Date, timeZone: string): number {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone }).format(moment);
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000;
}

/** `3分前`, `昨日 14:05`, `11月20日 14:05`, `2025年4月1日 9:00`. */
export function momentInWords(text: string, { language, timezone }: Where, now: Date): string {
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) return text;
  const ago = Math.round((now.getTime() - moment.getTime()) / 1000);
  const days = dayOf(now, timezone) - dayOf(moment, timezone);
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  if (days === 0 && ago < MINUTE) return relative.format(0, "second");
  if (days === 0 && ago < HOUR) return relative.format(-Math.floor(ago / MINUTE), "minute");
  const time = new Intl.DateTimeFormat(language, {
    timeZone: timezone,
    hour: "numeric",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(moment);
  if (days === 0 || days === 1) return `${relative.format(-days, "day")} ${time}`;
  const isThisYear = moment.getFullYear() === now.getFullYear();
  const day = new Intl.DateTimeFormat(language, {
    timeZone: timezone,
    month: language === "ja" ? "long" : "short",
    day: "numeric",
    ...(isThisYear ? {} : { year: "numeric" }),
  }).format(moment);
  return `${day} ${time}`;
}
