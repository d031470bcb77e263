import { expect, test } from "vitest";
import type { FieldMap, FieldProperty } from "@/api/wire";
import { type FilterItem, type FilterRow, filterOf, readFilter, writeFilter } from "./filters";
import { type AskedField, askedFields, takesMany, takesNothing, wordingsOf } from "./operators";
import { parseCondition } from "./parser";
import { callValue, textValue, type Value } from "./syntax";
import { writeCondition } from "./writer";

const TYPES = [
  "RECORD_NUMBER",
  "CREATOR",
  "CREATED_TIME",
  "STATUS",
  "STATUS_ASSIGNEE",
  "SINGLE_LINE_TEXT",
  "MULTI_LINE_TEXT",
  "RICH_TEXT",
  "NUMBER",
  "CALC",
  "CHECK_BOX",
  "DROP_DOWN",
  "DATE",
  "TIME",
  "DATETIME",
  "LINK",
  "FILE",
  "USER_SELECT",
  "ORGANIZATION_SELECT",
  "GROUP_SELECT",
] as const;

function field(type: FieldProperty["type"], code = type as string): FieldProperty {
  return { type, code, label: code };
}

const COLUMN_TYPES = [
  "SINGLE_LINE_TEXT",
  "NUMBER",
  "DATE",
  "DROP_DOWN",
  "USER_SELECT",
] as const;
const COLUMNS = Object.fromEntries(
  COLUMN_TYPES.map((type) => [`行_${type}`, field(type, `行_${type}`)]),
);
const FIELDS: FieldMap = {
  ...Object.fromEntries(TYPES.map((type) => [type, field(type)])),
  明細: { ...field("SUBTABLE", "明細"), fields: COLUMNS },
};
const ASKED = askedFields(FIELDS);

const SOME: Value[] = [textValue("机"), textValue('引用"符'), callValue("TODAY")];

function rowsOf(asked: AskedField): FilterRow[] {
  return wordingsOf(asked).map((wording) => ({
    kind: "row",
    field: asked.property.code,
    wording,
    values: takesNothing(wording) ? [] : takesMany(wording) ? SOME : SOME.slice(0, 1),
  }));
}

test("every line that can be built is read back as the same line", () => {
  const rows = [...ASKED.values()].flatMap(rowsOf);
  expect(rows.length).toBeGreaterThan(100);
  for (const row of rows) {
    const text = writeFilter({ joint: "all", items: [row] }, ASKED);
    expect(readFilter(text, ASKED)).toEqual({ joint: "all", items: [row] });
  }
});

test("lines and groups of them are read back as they were built", () => {
  const rows = [...ASKED.values()].flatMap(rowsOf);
  for (let start = 0; start + 6 <= rows.length; start += 6) {
    for (const joint of ["all", "any"] as const) {
      const group: FilterItem = {
        kind: "group",
        joint: joint === "all" ? "any" : "all",
        items: rows.slice(start + 3, start + 6),
      };
      const filter = { joint, items: [...rows.slice(start, start + 3), group] };
      expect(readFilter(writeFilter(filter, ASKED), ASKED)).toEqual(filter);
    }
  }
});

test.each([
  '存在しない = "1" and NUMBER > "5"',
  '関連.金額 in ("1")',
  'NUMBER like "5"',
  'USER_SELECT in ("")',
  'NUMBER > "1" or DATE = TODAY() and (TIME > "09:00" or TIME is empty)',
  'NUMBER in ("")',
  'DROP_DOWN in ("", "購入")',
])("what has no line is kept to the letter: %s", (text) => {
  const filter = readFilter(text, ASKED);
  expect(filter && writeFilter(filter, ASKED)).toBe(text);
});

test("a part without a line does not keep the others from being edited", () => {
  const filter = filterOf(parseCondition("関連.金額 in (1) and NUMBER > 5") ?? null, ASKED);
  expect(filter.items.map((item) => item.kind)).toEqual(["text", "row"]);
});

test("a line without a value asks for nothing yet", () => {
  const blank: FilterRow = { kind: "row", field: "NUMBER", wording: ">=", values: [] };
  expect(writeFilter({ joint: "all", items: [blank] }, ASKED)).toBe("");
});

test("emptiness is written in each type's own way", () => {
  const empty = (code: string): string =>
    writeFilter(
      { joint: "all", items: [{ kind: "row", field: code, wording: "empty", values: [] }] },
      ASKED,
    );
  expect(["NUMBER", "DROP_DOWN", "USER_SELECT", "STATUS_ASSIGNEE"].map(empty)).toEqual([
    'NUMBER = ""',
    'DROP_DOWN in ("")',
    "USER_SELECT is empty",
    'STATUS_ASSIGNEE in ("")',
  ]);
});

test("what the server would not take is no filter", () => {
  expect(readFilter("NUMBER >", ASKED)).toBeUndefined();
  expect(writeCondition(parseCondition("") ?? null)).toBe("");
});
