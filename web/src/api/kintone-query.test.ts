import { expect, test } from "vitest";
import { allOf, quote, searchCondition, toQueryText } from "./kintone-query";
import type { FieldMap } from "./wire";

const FIELDS: FieldMap = {
  件名: { type: "SINGLE_LINE_TEXT", code: "件名", label: "件名" },
  金額: { type: "NUMBER", code: "金額", label: "金額" },
  明細: {
    type: "SUBTABLE",
    code: "明細",
    label: "明細",
    fields: { 品名: { type: "SINGLE_LINE_TEXT", code: "品名", label: "品名" } },
  },
};

test("quotes and backslashes cannot leave the literal", () => {
  expect(quote('a"b\\c')).toBe('"a\\"b\\\\c"');
});

test("a line break inside a word is written as an escape", () => {
  expect(quote("a\nb\tc")).toBe('"a\\nb\\tc"');
});

test("every word must be found in some text field, tables included", () => {
  expect(searchCondition("机 椅子", FIELDS)).toBe(
    '(件名 like "机" or 品名 like "机") and (件名 like "椅子" or 品名 like "椅子")',
  );
});

test("a full-width space separates words too", () => {
  expect(searchCondition("机　椅子", FIELDS)).toBe(searchCondition("机 椅子", FIELDS));
});

test("no words mean no condition", () => {
  expect(searchCondition("  ", FIELDS)).toBe("");
});

test("conditions are joined in parentheses, blanks left out", () => {
  expect(allOf(["a = 1", "", 'b = "2" or c = "3"'])).toBe('(a = 1) and (b = "2" or c = "3")');
  expect(allOf(["", "a = 1"])).toBe("a = 1");
});

test("order, limit and offset follow the condition", () => {
  expect(toQueryText("", { sort: "金額 desc", limit: 50, offset: 100 })).toBe(
    "order by 金額 desc limit 50 offset 100",
  );
});
