import { expect, test } from "vitest";
import { momentInWords } from "./moment-words";

const ja = { language: "ja", timezone: "Asia/Tokyo" };
const now = new Date("2026-04-10T03:00:00Z");

test.each([
  ["2026-04-10T02:59:30Z", "今"],
  ["2026-04-10T02:57:00Z", "3 分前"],
  ["2026-04-10T00:05:00Z", "今日 9:05"],
  ["2026-04-09T14:59:00Z", "昨日 23:59"],
  ["2026-04-01T05:00:00Z", "4月1日 14:00"],
  ["2025-04-01T00:00:00Z", "2025年4月1日 9:00"],
])("%s is %s", (text, said) => {
  expect(momentInWords(text, ja, now)).toBe(said);
});

test("in English", () => {
  const en = { language: "en", timezone: "Asia/Tokyo" };
  expect(momentInWords("2026-04-09T14:59:00Z", en, now)).toBe("yesterday 23:59");
  expect(momentInWords("2026-04-01T05:00:00Z", en, now)).toBe("Apr 1 14:00");
});
