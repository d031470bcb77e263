import { expect, test } from "vitest";
import { readOrder, turned, writeOrder } from "./sort-order";

test("an order reads and writes back, each field once", () => {
  const keys = readOrder("金額 desc, 期日 asc,金額 asc, 件名");
  expect(writeOrder(keys)).toBe("金額 desc, 期日 asc, 件名 asc");
});

test("a head sorts ascending, then descending, then not at all", () => {
  const up = turned([], "金額", false);
  expect(writeOrder(up)).toBe("金額 asc");
  expect(writeOrder(turned(up, "金額", false))).toBe("金額 desc");
  expect(turned([{ code: "金額", direction: "desc" }], "金額", false)).toEqual([]);
});

test("another head takes the place of the first, or comes after it", () => {
  const keys = readOrder("期日 desc");
  expect(writeOrder(turned(keys, "金額", false))).toBe("金額 asc");
  expect(writeOrder(turned(keys, "金額", true))).toBe("期日 desc, 金額 asc");
});

test("a key turns where it stands among several, and leaves the others", () => {
  const keys = readOrder("期日 desc, 金額 asc");
  expect(writeOrder(turned(keys, "金額", true))).toBe("期日 desc, 金額 desc");
  expect(writeOrder(turned(keys, "期日", true))).toBe("金額 asc");
});
