import { expect, test } from "vitest";
import { inputName, spotOf } from "./problem-paths";

test.each([
  ["record.金額.value", { code: "金額" }],
  ["record[金額].value", { code: "金額" }],
  ["record.区分.values", { code: "区分" }],
  ["record.担当.values.value", { code: "担当" }],
  ["record.区分.values[2].value", { code: "区分" }],
  ["record.明細.value[3].value.数量.value", { code: "明細", row: 3, column: "数量" }],
  ["record.明細.value[0].value[数量].value", { code: "明細", row: 0, column: "数量" }],
  ["record.明細.value", { code: "明細" }],
])("%s is found on the form", (path, spot) => {
  expect(spotOf(path)).toEqual(spot);
});

test("a problem of the request itself belongs to no field", () => {
  expect(spotOf("app")).toBeNull();
});

test("a table's cell has its row in its name", () => {
  expect(inputName({ code: "明細", row: 3, column: "数量" })).toBe("明細.3.value.数量");
});
