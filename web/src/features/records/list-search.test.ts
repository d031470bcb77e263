import { expect, test } from "vitest";
import { NO_CHANGES, readListSearch, withChange, withView } from "./list-search";

test("an address is read, and nonsense in it dropped", () => {
  const raw = { view: 20, q: "", sort: "金額 down", page: "3", as: "pie", frozen: 99, evil: 1 };
  expect(readListSearch(raw)).toEqual({ view: "20", page: 3 });
});

test("an address says everything that can be arranged", () => {
  const said = {
    view: "s7",
    q: "机",
    filter: '区分 in ("購入")',
    sort: "金額 desc, 申請日 asc",
    columns: "件名,金額",
    frozen: 1,
    as: "board",
    group: "区分",
    at: "2026-04",
  };
  expect(readListSearch(said)).toEqual(said);
});

test("no condition and no order can be said, against a view that has some", () => {
  expect(readListSearch({ view: "20", filter: "", sort: "" })).toEqual({
    view: "20",
    filter: "",
    sort: "",
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

test("another view is shown as it was saved", () => {
  const before = { view: "20", q: "机", sort: "金額 asc", filter: "金額 > 1", page: 2 };
  expect(withView(before, "30")).toEqual({ view: "30", q: "机" });
});

test("without its changes an address keeps the view, the words and the status", () => {
  const before = {
    view: "20",
    q: "机",
    status: "承認待ち",
    sort: "",
    columns: "件名",
    page: 3,
  };
  expect(withChange(before, NO_CHANGES)).toEqual({ view: "20", q: "机", status: "承認待ち" });
});
