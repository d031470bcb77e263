import type { EventInput } from "@fullcalendar/react";
import { useQuery } from "@tanstack/react-query";
import { calendarQuery, commonHolidaysQuery } from "@/api/calendar";
import { later } from "./days";

/** The company's days off between two days, as grounds with their names. */
export function useDaysOff(first: string, last: string): EventInput[] {
  const rules = useQuery(calendarQuery).data;
  const base = rules?.base ?? "none";
  const years = [Number(first.slice(0, 4)), Number(last.slice(0, 4))] as const;
  const one = useQuery({ ...commonHolidaysQuery(base, years[0]), enabled: base !== "none" });
  const two = useQuery({ ...commonHolidaysQuery(base, years[1]), enabled: base !== "none" });
  const common = [...(one.data ?? []), ...(years[0] === years[1] ? [] : (two.data ?? []))];
  const own = (rules?.days ?? []).filter(({ kind }) => kind === "holiday");
  const ground = (name: string, start: string, end: string): EventInput => ({
    id: `off ${start} ${name}`,
    title: name,
    start,
    end,
    allDay: true,
    display: "background",
    editable: false,
  });
  return [
    ...common.map(({ date, name }) => ground(name, date, later(date, 1))),
    ...own.map((days) => ground(days.name, days.first, later(days.last, 1))),
  ];
}
