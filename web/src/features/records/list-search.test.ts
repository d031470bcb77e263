import { expect, test } from "vitest";
import { nextSort, readListSearch, withChange } from "./list-search";

test("an address is read, and nonsense in it dropped", () => {
  expect(readListSearch({ view: 20, q: "", sort: "金額 down", page: "3", evil: 1 })).toEqual({
    view: "20",
    page: 3,
  });
});

test("new words start again at the first page", () => {
  expect(withChange({ view: "20", page: 4 }, { q: "机" })).toEqual({ view: "20", q: "机" });
});

test("turning the page keeps the rest", () => {
  expect(withChange({ q: "机", sort: "金額 asc" }, { page: 2 })).toEqual({
    q: "机",
    sort: "金額 asc",
    page: 2,
  });
});

test("a head sorts ascending, then descending, then not at all", () => {
  expect(nextSort(undefined, "金額")).toBe("金額 asc");
  expect(nextSort("金額 asc", "金額")).toBe("金額 desc");
  expect(nextSort("金額 desc", "金額")).toBeUndefined();
  expect(nextSort("期日 desc", "金額")).toBe("金額 asc");
});
