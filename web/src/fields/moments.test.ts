import { expect, test } from "vitest";
import { showDate, showMoment, showWareki, timeNow, today } from "./moments";

const TOKYO = { language: "ja", timezone: "Asia/Tokyo" };

test("a date is read with slashes and, when asked, its weekday", () => {
  expect(showDate("2026-04-01", "ja")).toBe("2026/04/01");
  expect(showDate("2026-04-01", "ja", true)).toBe("2026/04/01 (水)");
});

test("a date has its Japanese era", () => {
  expect(showWareki("2026-04-01")).toBe("令和8年4月1日");
});

test("an instant is read in the reader's time zone", () => {
  expect(showMoment("2026-03-31T15:30:00Z", TOKYO)).toBe("2026/04/01 00:30");
});

test("today begins at midnight where the reader is", () => {
  const now = new Date("2026-03-31T15:30:00Z");
  expect(today("Asia/Tokyo", now)).toBe("2026-04-01");
  expect(timeNow("Asia/Tokyo", now)).toBe("00:30");
});
