import { expect, test } from "vitest";
import { Problem } from "@/api/problem";
import type { FieldProperty } from "@/api/wire";
import { placed } from "./problems";

const FORM: FieldProperty[] = [
  { type: "NUMBER", code: "金額", label: "金額（税抜）" },
  {
    type: "SUBTABLE",
    code: "明細",
    label: "明細",
    fields: { 数量: { type: "NUMBER", code: "数量", label: "数量" } },
  },
];

function problem(errors: Record<string, string[]>): Problem {
  return new Problem(400, "CB_VA01", "入力内容が正しくありません。", errors);
}

test("each problem stands at its input, under the label of the form", () => {
  const found = placed(
    problem({
      "record.明細.value[1].value.数量.value": ["必須です。"],
      "record[金額].value": ["数字でなければなりません。"],
      "record.金額.value": ["必須です。"],
    }),
    FORM,
  );

  expect(found).toEqual([
    { name: "金額", label: "金額（税抜）", row: null, message: "数字でなければなりません。" },
    { name: "明細.1.value.数量", label: "数量", row: 1, message: "必須です。" },
  ]);
});

test("a problem of no field on the form is left to the message of the whole", () => {
  expect(placed(problem({ app: ["必須です。"] }), FORM)).toEqual([]);
});
