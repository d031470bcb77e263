import { expect, it } from "vitest";
import { dueWords } from "./due-words";

const NOW = new Date("2026-11-25T03:00:00Z"); // noon in Tokyo
const words = (due: string) => dueWords(due, "Asia/Tokyo", NOW);

it("says today and tomorrow with the time", () => {
  expect(words("2026-11-25T09:00:00Z")).toEqual({ key: "tasks.dueToday", time: "18:00" });
  expect(words("2026-11-26T00:00:00Z")).toEqual({ key: "tasks.dueTomorrow", time: "09:00" });
});

it("counts days by the reader's calendar, not by 24 hours", () => {
  expect(words("2026-11-27T15:30:00Z")).toEqual({
    key: "tasks.dueIn",
    count: 3,
    time: "11/28 00:30",
  });
});

it("says how late something is", () => {
  expect(words("2026-11-25T02:00:00Z")).toEqual({ key: "tasks.lateToday", time: "11:00" });
  expect(words("2026-11-23T09:00:00Z")).toEqual({
    key: "tasks.lateBy",
    count: 2,
    time: "11/23 18:00",
  });
});
