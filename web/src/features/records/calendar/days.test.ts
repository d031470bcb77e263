import { expect, test } from "vitest";
import { dayOf, later, mondayOf, monthLater, monthSpan, movedValue, weekSpan } from "./days";

test("days and months go over the ends of months and years", () => {
  expect(later("2026-02-28", 1)).toBe("2026-03-01");
  expect(later("2026-01-01", -1)).toBe("2025-12-31");
  expect(monthLater("2026-01", -1)).toBe("2025-12");
  expect(monthLater("2026-12", 1)).toBe("2027-01");
});

test("weeks begin on Monday, and a month has all of its weeks", () => {
  expect(mondayOf("2026-11-01")).toBe("2026-10-26");
  expect(weekSpan("2026-11-25")).toEqual(["2026-11-23", "2026-11-30"]);
  expect(monthSpan("2026-11")).toEqual(["2026-10-26", "2026-12-07"]);
});

test("a moment is on the day of the reader's time zone, and keeps its time when it is moved", () => {
  expect(dayOf("2026-11-25T15:30:00Z", "Asia/Tokyo")).toBe("2026-11-26");
  const moment = { type: "DATETIME", code: "", label: "" } as const;
  expect(movedValue("2026-11-25T15:30:00Z", moment, 2)).toBe("2026-11-27T15:30:00Z");
  expect(movedValue("2026-11-25", { type: "DATE", code: "", label: "" }, -1)).toBe(
    "2026-11-24",
  );
});
