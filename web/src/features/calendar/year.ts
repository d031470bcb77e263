import {
  type CalendarRules,
  type DayOff,
  type SpecialDays,
  WEEKDAYS,
  type Weekday,
} from "@/api/calendar";

/** What a day is: of work; closed by its weekday; off, and why; or of work all the same. */
export type DayKind = "open" | "closed" | "off" | "working";

export interface Day {
  date: string;
  kind: DayKind;
  /** Whose day it is, where it has a name. */
  name: string;
}

/** What a company's days are made of; the same whether they are saved or only drafted. */
export type DayRules = Pick<CalendarRules, "closedWeekdays" | "days">;

const ONE_DAY = 86_400_000;

const at = (date: string): Date => new Date(`${date}T00:00:00Z`);
const textOf = (day: Date): string => day.toISOString().slice(0, 10);

/** The weekday of a date. */
export function weekdayOf(date: string): Weekday {
  return WEEKDAYS[(at(date).getUTCDay() + 6) % 7] ?? "MONDAY";
}

/** The date that lies some days away. */
export function shifted(date: string, days: number): string {
  return textOf(new Date(at(date).getTime() + days * ONE_DAY));
}

/**
 * Every day of a year, told as the server tells them: a day of work beats a day off, and a day off
 * beats the weekday. `common` are the year's holidays that everybody has.
 */
export function daysOfYear(year: number, rules: DayRules, common: readonly DayOff[]): Day[] {
  const off = new Map(common.map((day) => [day.date, day.name]));
  const working = new Map<string, string>();
  for (const special of rules.days)
    for (const date of datesOf(special, year))
      (special.kind === "working" ? working : off).set(date, special.name);
  const closed = new Set(rules.closedWeekdays);
  const days: Day[] = [];
  for (let date = `${pad(year)}-01-01`; date.startsWith(pad(year)); date = shifted(date, 1)) {
    const word = working.get(date) ?? off.get(date) ?? "";
    days.push({ date, name: word, kind: kindOf(date, working, off, closed) });
  }
  return days;
}

function kindOf(
  date: string,
  working: ReadonlyMap<string, string>,
  off: ReadonlyMap<string, string>,
  closed: ReadonlySet<Weekday>,
): DayKind {
  if (working.has(date)) return "working";
  if (off.has(date)) return "off";
  return closed.has(weekdayOf(date)) ? "closed" : "open";
}

/** The days of an entry that fall into a year; what runs over the turn of the year falls into both. */
function datesOf(special: SpecialDays, year: number): string[] {
  const start = Number(special.first.slice(0, 4));
  const turns = Number(special.last.slice(0, 4)) - start;
  const years = special.isYearly ? [year - 1, year].filter((each) => each >= start) : [start];
  return years.flatMap((each) =>
    between(inYear(special.first, each, 1), inYear(special.last, each + turns, -1), year),
  );
}

/** The same day of another year; for February 29 the day after (1) or before (-1), if there is none. */
function inYear(date: string, year: number, side: 1 | -1): string {
  const there = `${pad(year)}${date.slice(4)}`;
  const isThere = textOf(at(there)) === there;
  return isThere ? there : `${pad(year)}${side === 1 ? "-03-01" : "-02-28"}`;
}

function between(first: string, last: string, year: number): string[] {
  const dates: string[] = [];
  for (let date = first; date <= last; date = shifted(date, 1))
    if (date.startsWith(pad(year))) dates.push(date);
  return dates;
}

const pad = (year: number): string => String(year).padStart(4, "0");

/** Whether the company works on a day. */
export function isOpen(day: Day): boolean {
  return day.kind === "open" || day.kind === "working";
}

/** The n-th day of work after a date, which itself never counts; null where `days` end before. */
export function businessDayAfter(days: readonly Day[], date: string, n: number): Day | null {
  const later = days.filter((day) => day.date > date && isOpen(day));
  return later[n - 1] ?? null;
}
