import { queryOptions } from "@tanstack/react-query";
import { call, change, type Params } from "./client";

export const WEEKDAYS = [
  "MONDAY",
  "TUESDAY",
  "WEDNESDAY",
  "THURSDAY",
  "FRIDAY",
  "SATURDAY",
  "SUNDAY",
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Whose holidays hold: those of the nation, of banks, of public offices, or none. */
export const BASES = ["jp_public", "jp_bank", "jp_office", "none"] as const;
export type Base = (typeof BASES)[number];

/** Days off of the company's own, or days on which it works all the same, from first to last. */
export interface SpecialDays {
  name: string;
  kind: "holiday" | "working";
  first: string;
  last: string;
  /** From that year on every year. */
  isYearly: boolean;
}

/** What the company says about its days and hours. */
export interface CalendarRules {
  base: Base;
  closedWeekdays: Weekday[];
  /** `09:00-12:00`, up to `24:00`. */
  opening: string[];
  timezone: string;
  fiscalMonth: number;
  days: SpecialDays[];
}

export interface CompanyCalendar extends CalendarRules {
  years: { first: number; last: number };
}

export interface DayOff {
  date: string;
  name: string;
  kind: "national" | "bank" | "office" | "company";
}

export const CALENDAR_KEY = ["calendar"] as const;

export const calendarQuery = queryOptions({
  queryKey: [...CALENDAR_KEY, "rules"],
  queryFn: () => call<CompanyCalendar>("GET", "/api/v1/calendar"),
  retry: false,
});

/** The holidays that everybody has in common in a year; they never change, so they are kept. */
export const commonHolidaysQuery = (base: Base, year: number) =>
  queryOptions({
    queryKey: ["common-holidays", base, year],
    queryFn: async (): Promise<DayOff[]> => {
      if (base === "none") return [];
      const params = { year: String(year), calendar: base };
      const { holidays } = await call<{ holidays: DayOff[] }>(
        "GET",
        "/api/v1/calendar/days",
        params,
      );
      return holidays;
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

export function saveCalendar(rules: CalendarRules): Promise<CompanyCalendar> {
  const { base, closedWeekdays, opening, timezone, fiscalMonth, days } = rules;
  const body = { base, closedWeekdays, opening, timezone, fiscalMonth, days };
  return change<CompanyCalendar>("PUT", "/api/v1/calendar", body as unknown as Params);
}
