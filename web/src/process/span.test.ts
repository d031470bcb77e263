import { expect, test } from "vitest";
import { isPast, secondsSince, spanOf } from "./span";

test.each([
  [0, { key: "route.span.moment" }],
  [59, { key: "route.span.moment" }],
  [60, { key: "route.span.minutes", minutes: 1 }],
  [3600, { key: "route.span.hours", hours: 1 }],
  [5400, { key: "route.span.hoursMinutes", hours: 1, minutes: 30 }],
  [86_400, { key: "route.span.days", days: 1 }],
  [97_200, { key: "route.span.daysHours", days: 1, hours: 3 }],
])("%i seconds are told by their two largest units", (seconds, words) => {
  expect(spanOf(seconds)).toEqual(words);
});

test("a clock that runs ahead never makes a wait negative", () => {
  const now = Date.parse("2026-04-01T09:00:00Z");

  expect(secondsSince("2026-04-01T08:00:00Z", now)).toBe(3600);
  expect(secondsSince("2026-04-01T09:00:01Z", now)).toBe(0);
});

test("what has no due date is never late", () => {
  const now = Date.parse("2026-04-01T09:00:00Z");

  expect(isPast(null, now)).toBe(false);
  expect(isPast("2026-04-01T08:59:59Z", now)).toBe(true);
  expect(isPast("2026-04-01T09:00:01Z", now)).toBe(false);
});
