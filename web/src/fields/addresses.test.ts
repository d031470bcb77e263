import { expect, test } from "vitest";
import type { FieldProperty } from "@/api/wire";
import { addressFields, digitsOf, filling } from "./addresses";

const text = (label: string): FieldProperty => ({
  type: "SINGLE_LINE_TEXT",
  code: label,
  label,
});
const PALACE = { prefecture: "東京都", city: "千代田区", town: "千代田", kana: "", office: "" };

test("an address in parts goes into its parts", () => {
  const form = ["郵便番号", "都道府県", "市区町村", "町名・番地", "建物名"].map(text);
  const fields = addressFields(form, form[0] as FieldProperty);

  expect(fields && filling(fields, PALACE)).toEqual([
    ["都道府県", "東京都"],
    ["市区町村", "千代田区"],
    ["町名・番地", "千代田"],
  ]);
});

test("one field takes all of it, and its reading takes nothing", () => {
  const form = ["郵便番号", "住所カナ", "住所"].map(text);
  const fields = addressFields(form, form[0] as FieldProperty);

  expect(fields && filling(fields, PALACE)).toEqual([["住所", "東京都千代田区千代田"]]);
});

test("of two addresses each code fills its own", () => {
  const form = ["自宅の郵便番号", "自宅の住所", "勤務先の郵便番号", "勤務先の住所"].map(text);

  expect(addressFields(form, form[2] as FieldProperty)).toEqual({ whole: "勤務先の住所" });
});

test("where there is no address nothing is offered", () => {
  const form = ["郵便番号", "備考"].map(text);

  expect(addressFields(form, form[0] as FieldProperty)).toBeNull();
});

test.each([
  ["〒１００ー０００１", "1000001"],
  ["100-0001", "1000001"],
  ["100", null],
])("%s is the code %s", (typed, digits) => {
  expect(digitsOf(typed)).toBe(digits);
});
