/** Dates and times as people type them: 20261125, 11/25, R8.11.25, 令和8年11月25日, 今日, +3; 930. */

const ERAS: readonly [RegExp, number][] = [
  [/^(?:令和|令|r|㋿)/i, 2018],
  [/^(?:平成|平|h|㍻)/i, 1988],
  [/^(?:昭和|昭|s|㍼)/i, 1925],
  [/^(?:大正|大|t|㍽)/i, 1911],
  [/^(?:明治|明|m|㍾)/i, 1867],
];
const WORDS: Record<string, number> = {
  今日: 0,
  本日: 0,
  きょう: 0,
  today: 0,
  明日: 1,
  あした: 1,
  あす: 1,
  tomorrow: 1,
  明後日: 2,
  あさって: 2,
  昨日: -1,
  きのう: -1,
  yesterday: -1,
  一昨日: -2,
  おととい: -2,
};
const DAY = 86_400_000;

function plain(typed: string): string {
  return typed
    .normalize("NFKC")
    .replace(/[‐‑‒–—―−ー]/g, "-")
    .replace(/\s+/g, "")
    .toLowerCase();
}

/** The day as `2026-11-25`; null for a day that the calendar does not have. */
function written(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  const isWithin = year >= 1 && year <= 9999 && month >= 1 && month <= 12;
  return isReal && isWithin ? date.toISOString().slice(0, 10) : null;
}

function shifted(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

function ofDigits(digits: string, today: string): string | null {
  const year = Number(today.slice(0, 4));
  const number = (from: number, to?: number): number => Number(digits.slice(from, to));
  if (digits.length === 8) return written(number(0, 4), number(4, 6), number(6));
  if (digits.length === 6) return written(2000 + number(0, 2), number(2, 4), number(4));
  if (digits.length === 4) return written(year, number(0, 2), number(2));
  return null;
}

const THREE = /^(\d{1,4}|元)[./年-](\d{1,2})[./月-](\d{1,2})日?$/;
const TWO = /^(\d{1,2})[./月-](\d{1,2})日?$/;

function ofParts(text: string, before: number, today: string): string | null {
  const three = THREE.exec(text);
  if (three) {
    const typed = three[1] === "元" ? 1 : Number(three[1]);
    const isShort = before === 0 && three[1] !== undefined && three[1].length <= 2;
    const year = isShort ? 2000 + typed : before + typed;
    return written(year, Number(three[2]), Number(three[3]));
  }
  const two = before === 0 ? TWO.exec(text) : null;
  return two ? written(Number(today.slice(0, 4)), Number(two[1]), Number(two[2])) : null;
}

/** `11/25` → `2026-11-25`; null where no day is meant. */
export function readDate(typed: string, today: string): string | null {
  const text = plain(typed).replace(/\([日月火水木金土a-z]+\)$/, "");
  const days = WORDS[text];
  if (days !== undefined) return shifted(today, days);
  if (/^[+-]\d{1,4}$/.test(text)) return shifted(today, Number(text));
  const era = ERAS.find(([name]) => name.test(text));
  const rest = era ? text.replace(era[0], "") : text;
  if (era && /^\d{6}$/.test(rest))
    return written(
      era[1] + Number(rest.slice(0, 2)),
      Number(rest.slice(2, 4)),
      Number(rest.slice(4)),
    );
  if (!era && /^\d+$/.test(rest)) return ofDigits(rest, today);
  return ofParts(rest, era?.[1] ?? 0, today);
}

/** `930`, `9:30`, `9時30分`, `午後3時` → `09:30`, `15:00`; null where no time is meant. */
export function readTime(typed: string): string | null {
  const text = plain(typed);
  const half = /^(午前|午後|am|pm)/.exec(text)?.[1];
  const rest = text.replace(/^(午前|午後|am|pm)/, "").replace("時半", "時30分");
  const parts =
    /^(\d{1,2})(?:[:時](\d{1,2})?分?)?$/.exec(rest) ?? /^(\d{1,2})(\d{2})$/.exec(rest);
  if (!parts) return null;
  const isLater = half === "午後" || half === "pm";
  const hour = Number(parts[1]) + (isLater && Number(parts[1]) < 12 ? 12 : 0);
  const minute = Number(parts[2] ?? 0);
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}
