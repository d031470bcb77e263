import { expect, test } from "vitest";
import type { FieldMap } from "@/api/wire";
import type { FormRow, FormValues } from "./form-values";
import { merge } from "./merging";

const FIELDS: FieldMap = {
  件名: { type: "SINGLE_LINE_TEXT", code: "件名", label: "件名" },
  金額: { type: "NUMBER", code: "金額", label: "金額" },
  計: { type: "CALC", code: "計", label: "計" },
  担当: { type: "USER_SELECT", code: "担当", label: "担当" },
  明細: {
    type: "SUBTABLE",
    code: "明細",
    label: "明細",
    fields: { 品名: { type: "SINGLE_LINE_TEXT", code: "品名", label: "品名" } },
  },
};
const UNTYPED = {
  copied: new Set<string>(),
  locked: new Set<string>(),
  frozen: new Set<string>(),
};

const row = (rowId: string | undefined, name: string): FormRow =>
  rowId ? { rowId, value: { 品名: name } } : { value: { 品名: name } };
const form = (more: FormValues): FormValues => ({
  件名: "机",
  金額: "100",
  計: "200",
  担当: [],
  明細: [row("1", "天板"), row("2", "脚")],
  ...more,
});
const together = (mine: FormValues, theirs: FormValues, choices = new Map()) =>
  merge(FIELDS, { base: form({}), mine: form(mine), theirs: form(theirs) }, UNTYPED, choices);

test("what only one of both changed merges by itself", () => {
  const merged = together({ 件名: "椅子" }, { 金額: "300", 計: "600" });

  expect(merged.clashes).toEqual([]);
  expect(merged.taken.map((one) => one.code)).toEqual(["金額"]);
  expect(merged.values).toEqual(form({ 件名: "椅子", 金額: "300", 計: "600" }));
});

test("what both changed alike is no clash, and a person is the same under any name", () => {
  const merged = together(
    { 件名: "棚", 担当: [{ code: "sato", name: "佐藤" }] },
    { 件名: "棚", 担当: [{ code: "sato", name: "佐藤 花子" }] },
  );

  expect(merged.clashes).toEqual([]);
});

test("what both changed is asked, and the choice counts", () => {
  const merged = together({ 件名: "椅子" }, { 件名: "棚" });

  expect(merged.clashes).toMatchObject([
    { key: "件名", mine: "椅子", theirs: "棚", row: null },
  ]);
  expect(merged.values.件名).toBe("椅子");
  expect(
    together({ 件名: "椅子" }, { 件名: "棚" }, new Map([["件名", "theirs"]])).values.件名,
  ).toBe("棚");
});

test("tables merge row by row: rows of both are kept, the rest is asked", () => {
  const merged = together(
    { 明細: [row("1", "丸い天板"), row("2", "脚"), row(undefined, "私の行")] },
    { 明細: [row("1", "天板"), row("2", "太い脚"), row("3", "先の行")] },
  );

  expect(merged.clashes).toEqual([]);
  expect(merged.values.明細).toEqual([
    row("1", "丸い天板"),
    row("2", "太い脚"),
    row("3", "先の行"),
    row(undefined, "私の行"),
  ]);
});

test("a row that one deleted and the other changed is asked", () => {
  const mine = { 明細: [row("2", "脚")] };
  const theirs = { 明細: [row("1", "丸い天板"), row("2", "脚")] };

  expect(together(mine, theirs).clashes).toMatchObject([{ key: "明細:1", row: 0, mine: null }]);
  expect(together(mine, theirs).values.明細).toEqual([row("2", "脚")]);
  const chosen = together(mine, theirs, new Map([["明細:1", "theirs"]]));
  expect(chosen.values.明細).toEqual([row("2", "脚"), row("1", "丸い天板")]);
});
