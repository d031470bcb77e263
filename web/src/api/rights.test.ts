import { expect, test } from "vitest";
import { lockedCodes, type Rights, seenFields, withNeeded } from "./rights";
import type { FieldMap } from "./wire";

const FIELDS: FieldMap = {
  氏名: { type: "SINGLE_LINE_TEXT", code: "氏名", label: "氏名" },
  給与: { type: "NUMBER", code: "給与", label: "給与" },
  経歴: {
    type: "SUBTABLE",
    code: "経歴",
    label: "経歴",
    fields: {
      会社: { type: "SINGLE_LINE_TEXT", code: "会社", label: "会社" },
      年収: { type: "NUMBER", code: "年収", label: "年収" },
    },
  },
};
const RIGHTS: Rights = {
  app: ["view"],
  record: ["view"],
  explains: false,
  fields: {
    氏名: { sees: true, writes: true, required: false, frozen: false },
    給与: { sees: false, writes: false, required: false, frozen: false },
    経歴: { sees: true, writes: false, required: false, frozen: false },
    会社: { sees: true, writes: false, required: false, frozen: false },
    年収: { sees: false, writes: false, required: false, frozen: false },
  },
};

test("hidden fields and hidden columns are not there", () => {
  const seen = seenFields(FIELDS, RIGHTS);

  expect(Object.keys(seen)).toEqual(["氏名", "経歴"]);
  expect(Object.keys(seen.経歴?.fields ?? {})).toEqual(["会社"]);
});

test("what may not be written is locked", () => {
  expect([...lockedCodes(RIGHTS)]).toEqual(["給与", "経歴", "会社", "年収"]);
});

test("what must be filled to go on is marked where the person can fill it", () => {
  const needed = { sees: true, writes: true, required: true, frozen: false };
  const fields = { ...RIGHTS.fields, 氏名: needed, 会社: needed };
  const locked = { ...needed, writes: false };
  const marked = (given: Rights["fields"]): boolean[] => {
    const found = withNeeded(FIELDS, { ...RIGHTS, fields: { ...fields, ...given } });
    return [found.氏名, found.給与, found.経歴?.fields?.会社].map(
      (one) => one?.isNeededNext === true,
    );
  };

  expect(marked({})).toEqual([true, false, true]);
  expect(marked({ 氏名: locked, 給与: locked })).toEqual([false, false, true]);
});
