import { describe, expect, it } from "vitest";
import type { SpecialDays } from "@/api/calendar";
import { businessDayAfter, type DayRules, daysOfYear, isOpen } from "./year";

const NEW_YEAR = [{ date: "2026-01-01", name: "元日", kind: "national" as const }];

function rules(...days: SpecialDays[]): DayRules {
  return { closedWeekdays: ["SATURDAY", "SUNDAY"], days };
}

const special = (
  first: string,
  last: string,
  more: Partial<SpecialDays> = {},
): SpecialDays => ({
  name: "休み",
  kind: "holiday",
  first,
  last,
  isYearly: false,
  ...more,
});

const kinds = (year: number, one: SpecialDays): string[] =>
  daysOfYear(year, rules(one), [])
    .filter((day) => day.name !== "")
    .map((day) => day.date);

describe("a year", () => {
  it("has weekdays, holidays and days of work, each beating the one before", () => {
    const stocktaking = special("2026-03-28", "2026-03-28", { kind: "working", name: "棚卸" });
    const days = daysOfYear(2026, rules(stocktaking), NEW_YEAR);
    const on = (date: string) => days.find((day) => day.date === date);

    expect(days).toHaveLength(365);
    expect(on("2026-01-01")).toEqual({ date: "2026-01-01", kind: "off", name: "元日" });
    expect(on("2026-01-02")?.kind).toBe("open");
    expect(on("2026-01-03")?.kind).toBe("closed");
    expect(on("2026-03-28")?.kind).toBe("working");
    expect(days.filter(isOpen)).toHaveLength(261);
  });

  it("takes the part of an entry that runs over the turn of the year", () => {
    const winter = special("2025-12-29", "2026-01-03", { isYearly: true });

    expect(kinds(2025, winter)).toEqual(["2025-12-29", "2025-12-30", "2025-12-31"]);
    expect(kinds(2026, winter)).toEqual([
      "2026-01-01",
      "2026-01-02",
      "2026-01-03",
      "2026-12-29",
      "2026-12-30",
      "2026-12-31",
    ]);
    expect(kinds(2024, winter)).toEqual([]);
  });

  it("passes over a February 29 that is not there", () => {
    const leap = special("2024-02-29", "2024-02-29", { isYearly: true });

    expect(kinds(2025, leap)).toEqual([]);
    expect(kinds(2028, leap)).toEqual(["2028-02-29"]);
  });

  it("counts days of work from the day after", () => {
    const days = daysOfYear(2026, rules(), NEW_YEAR);

    expect(businessDayAfter(days, "2026-01-01", 1)?.date).toBe("2026-01-02");
    expect(businessDayAfter(days, "2026-01-02", 1)?.date).toBe("2026-01-05");
    expect(businessDayAfter(days, "2026-12-31", 1)).toBeNull();
  });
});
