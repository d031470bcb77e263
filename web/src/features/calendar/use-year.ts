import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type CalendarRules, commonHolidaysQuery } from "@/api/calendar";
import { type Day, daysOfYear } from "./year";

/** Every day of a year by these rules; null until the year's holidays are there. */
export function useYear(year: number, rules: CalendarRules): Day[] | null {
  const { data } = useQuery(commonHolidaysQuery(rules.base, year));
  return useMemo(() => (data ? daysOfYear(year, rules, data) : null), [year, rules, data]);
}
