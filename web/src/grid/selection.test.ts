import { expect, test } from "vitest";
import { nextCell, rangeOf, type Step, stepped } from "./selection";
import { readOrder, turned, writeOrder } from "./sort-keys";

const STEPS: Step[] = [
  "up",
  "down",
  "left",
  "right",
  "pageUp",
  "pageDown",
  "rowStart",
  "rowEnd",
  "first",
  "last",
  "top",
  "bottom",
];

test("no step ever leaves the grid", () => {
  for (const bounds of [
    { rows: 1, cols: 2 },
    { rows: 1_000_000, cols: 9 },
  ])
    for (const step of STEPS)
      for (const row of [0, Math.floor(bounds.rows / 2), bounds.rows - 1])
        for (const col of [0, bounds.cols - 1]) {
          const place = stepped({ row, col }, step, bounds, 20);

          expect(place.row >= 0 && place.row < bounds.rows).toBe(true);
          expect(place.col >= 0 && place.col < bounds.cols).toBe(true);
        }
});

test("Tab goes from the last cell of a row to the first field of the next", () => {
  const bounds = { rows: 3, cols: 4 };

  expect(nextCell({ row: 0, col: 3 }, 1, bounds)).toEqual({ row: 1, col: 1 });
  expect(nextCell({ row: 1, col: 1 }, -1, bounds)).toEqual({ row: 0, col: 3 });
  expect(nextCell({ row: 2, col: 3 }, 1, bounds)).toEqual({ row: 2, col: 3 });
});

test("a range is the same from whichever corner it was drawn", () => {
  const one = { row: 4, col: 1 };
  const other = { row: 2, col: 3 };

  expect(rangeOf({ anchor: one, head: other })).toEqual(rangeOf({ anchor: other, head: one }));
});

test("a head sorts up, down, not at all; with Shift after the others", () => {
  const up = turned([], "金額", false);
  expect(writeOrder(up)).toBe("金額 asc");
  expect(writeOrder(turned(up, "金額", false))).toBe("金額 desc");
  expect(turned(turned(up, "金額", false), "金額", false)).toEqual([]);
  const both = turned(up, "期日", true);
  expect(writeOrder(both)).toBe("金額 asc, 期日 asc");
  expect(writeOrder(turned(both, "金額", true))).toBe("金額 desc, 期日 asc");
  expect(readOrder(writeOrder(both))).toEqual(both);
});
