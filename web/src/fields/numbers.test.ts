import { expect, test } from "vitest";
import { groupDigits, normaliseNumber, showNumber, sumOf, withPlaces } from "./numbers";

test.each([
  ["１，２００", "1200"],
  ["−３．５", "-3.5"],
  ["ー12", "-12"],
  [" 1 200 ", "1200"],
  ["12o", "12o"],
  ["￥１，２００", "1200"],
  ["1,200円", "1200"],
  ["△1,200", "-1200"],
  ["▲¥1,200", "-1200"],
  ["(300)", "-300"],
])("%s is read as %s", (typed, plain) => {
  expect(normaliseNumber(typed)).toBe(plain);
});

test.each([
  ["1234567", "1,234,567"],
  ["-1234.5678", "-1,234.5678"],
  ["123", "123"],
  ["1E+30", "1E+30"],
  ["123456789012345678901234567890", "123,456,789,012,345,678,901,234,567,890"],
])("%s is grouped as %s", (text, grouped) => {
  expect(groupDigits(text)).toBe(grouped);
});

test.each([
  ["1.005", 2, "1.01"],
  ["9.99", 1, "10.0"],
  ["-0.5", 0, "-1"],
  ["12", 2, "12.00"],
])("%s with %i places is %s", (text, places, shown) => {
  expect(withPlaces(text, places)).toBe(shown);
});

test("a unit stands where it is asked for", () => {
  expect(showNumber("1200", { isGrouped: true, unit: "円", unitPosition: "AFTER" })).toBe(
    "1,200円",
  );
  expect(showNumber("1200", { isGrouped: true, unit: "¥", unitPosition: "BEFORE" })).toBe(
    "¥1,200",
  );
});

test("an empty number shows nothing, not even its unit", () => {
  expect(showNumber("", { isGrouped: true, unit: "円" })).toBe("");
});

test.each([
  [["1200", "800.5", "", "x", "-0.25"], "2000.25"],
  [["-3", "1"], "-2"],
  [[], "0"],
])("%j add up to %s", (texts, sum) => {
  expect(sumOf(texts)).toBe(sum);
});
