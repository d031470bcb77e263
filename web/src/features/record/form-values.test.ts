import { expect, test } from "vitest";
import type { FieldMap, WireRecord } from "@/api/wire";
import {
  blankForm,
  changesOf,
  type Filler,
  type FormRow,
  formOf,
  newRow,
  rowsOf,
  whyReadOnly,
} from "./form-values";

const USER: Filler = {
  code: "suzuki",
  name: "鈴木 一郎",
  language: "ja",
  timezone: "Asia/Tokyo",
  isAdministrator: false,
  isAuditor: false,
  preferences: {
    language: "ja",
    theme: "system",
    textSize: "standard",
    landing: "portal",
    shortcuts: true,
  },
  organization: { code: "keiri", name: "経理部" },
};

const TABLE = {
  type: "SUBTABLE",
  code: "明細",
  label: "明細",
  fields: {
    品名: { type: "SINGLE_LINE_TEXT", code: "品名", label: "品名" },
    数量: { type: "NUMBER", code: "数量", label: "数量", defaultValue: "1" },
    小計: { type: "CALC", code: "小計", label: "小計" },
  },
} as const;

const FIELDS: FieldMap = {
  件名: { type: "SINGLE_LINE_TEXT", code: "件名", label: "件名", defaultValue: "" },
  申請者: {
    type: "USER_SELECT",
    code: "申請者",
    label: "申請者",
    defaultValue: [{ type: "FUNCTION", code: "LOGINUSER()" }],
  },
  部署: {
    type: "ORGANIZATION_SELECT",
    code: "部署",
    label: "部署",
    defaultValue: [{ type: "FUNCTION", code: "PRIMARY_ORGANIZATION()" }],
  },
  添付: { type: "FILE", code: "添付", label: "添付" },
  明細: TABLE,
  合計: { type: "CALC", code: "合計", label: "合計" },
};

const CONTEXT = { user: USER, copied: new Set<string>(), locked: new Set<string>() };

test("a new form starts from the defaults, functions resolved to who fills it in", () => {
  const form = blankForm(FIELDS, USER);

  expect(form.申請者).toEqual([{ code: "suzuki", name: "鈴木 一郎" }]);
  expect(form.部署).toEqual([{ code: "keiri", name: "経理部" }]);
  expect(rowsOf(form.明細)).toEqual([{ value: { 品名: "", 数量: "1", 小計: "" } }]);
});

test("an untouched form sends nothing, so that the server applies its defaults", () => {
  const form = blankForm(FIELDS, USER);

  expect(changesOf(FIELDS, form, structuredClone(form), CONTEXT)).toEqual({});
});

test("only what was changed is sent", () => {
  const before = blankForm(FIELDS, USER);
  const now = { ...before, 件名: "机の購入" };

  expect(changesOf(FIELDS, before, now, CONTEXT)).toEqual({ 件名: { value: "机の購入" } });
});

test("a table is sent whole, without its calculated columns and the empty rows at its end", () => {
  const before = blankForm(FIELDS, USER);
  const filled: FormRow = { value: { 品名: "机", 数量: "2", 小計: "" } };
  const now = { ...before, 明細: [filled, newRow(TABLE, USER)] };

  expect(changesOf(FIELDS, before, now, CONTEXT)).toEqual({
    明細: { value: [{ value: { 品名: { value: "机" }, 数量: { value: "2" } } }] },
  });
});

const RECORD: WireRecord = {
  件名: { type: "SINGLE_LINE_TEXT", value: "机" },
  添付: {
    type: "FILE",
    value: [{ fileKey: "a", name: "見積.pdf", size: "10", contentType: "application/pdf" }],
  },
  明細: { type: "SUBTABLE", value: [{ id: "7", value: { 品名: { value: "机" } } }] },
};

test("a row keeps its id, so that the server merges it", () => {
  expect(rowsOf(formOf(FIELDS, RECORD).明細)).toEqual([{ rowId: "7", value: { 品名: "机" } }]);
});

test("a copy has neither the rows' ids nor the files", () => {
  const copy = formOf(FIELDS, RECORD, true);

  expect(rowsOf(copy.明細)).toEqual([{ value: { 品名: "机" } }]);
  expect(copy.添付).toEqual([]);
});

test("a removed file is sent as the keys that stay", () => {
  const before = formOf(FIELDS, RECORD);
  const now = { ...before, 添付: [] };

  expect(changesOf(FIELDS, before, now, CONTEXT)).toEqual({ 添付: { value: [] } });
});

test("nobody types what a formula, a look-up or a number pattern fills in", () => {
  const text = { type: "SINGLE_LINE_TEXT", code: "番号", label: "番号" } as const;

  expect(whyReadOnly({ type: "CALC", code: "合計", label: "合計" }, CONTEXT)).toBe(
    "calculated",
  );
  expect(whyReadOnly(text, { ...CONTEXT, copied: new Set(["番号"]) })).toBe("copied");
  expect(whyReadOnly({ ...text, numbering: { pattern: "R-{seq:4}" } }, CONTEXT)).toBe(
    "automatic",
  );
  expect(whyReadOnly(text, { ...CONTEXT, locked: new Set(["番号"]) })).toBe("locked");
  expect(whyReadOnly(text, CONTEXT)).toBeNull();
});

test("a field that a rule locks is never sent, alone or in a table", () => {
  const before = formOf(FIELDS, RECORD);
  const rows: FormRow[] = [{ rowId: "7", value: { 品名: "棚", 数量: "9", 小計: "" } }];
  const now = { ...before, 件名: "椅子", 添付: [], 明細: rows };
  const sent = (...codes: string[]) =>
    changesOf(FIELDS, before, now, { ...CONTEXT, locked: new Set(codes) });

  expect(sent("件名", "添付", "数量")).toEqual({
    明細: { value: [{ id: "7", value: { 品名: { value: "棚" } } }] },
  });
  expect(Object.keys(sent("明細"))).toEqual(["件名", "添付"]);
});
