import type { FieldProperty } from "@/api/wire";
import { showMoment } from "@/fields/moments";

const DAY = 86_400_000;

/** Some days later; negative: earlier. */
export function later(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** A month further on or back: `2026-01` and -1 make `2025-12`. */
export function monthLater(month: string, months: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return later(day, -((weekday + 6) % 7));
}

/** The weeks that a month is in: the first day, and the day after the last. */
export function monthSpan(month: string): [string, string] {
  const first = mondayOf(`${month}-01`);
  return [first, later(first, 42)];
}

export function weekSpan(day: string): [string, string] {
  const first = mondayOf(day);
  return [first, later(first, 7)];
}

/** The day that a value is on, for somebody in a time zone. */
export function dayOf(value: string, timezone: string): string {
  if (value.length === 10) return value;
  return showMoment(value, { language: "ja", timezone }).slice(0, 10).replaceAll("/", "-");
}

/** A date or a moment, some days later; of a moment the time of day stays. */
export function movedValue(value: string, { type }: FieldProperty, days: number): string {
  if (type === "DATE") return later(value, days);
  const moment = new Date(Date.parse(value) + days * DAY);
  return moment.toISOString().replace(/:\d\d\.\d+Z$/, ":00Z");
}
