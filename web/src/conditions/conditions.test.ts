import { expect, test } from "vitest";
import { parseCondition } from "./parser";
import {
  callValue,
  type Expression,
  junction,
  type Operator,
  textValue,
  type Value,
} from "./syntax";
import { writeCondition } from "./writer";

/** Numbers that look random and are the same in each run (mulberry32). */
function dice(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most;
  };
}

const FIELDS = ["金額", "件名", "$id", "関連.金額", "担当者_1", "￥", "limit_2"];
const TEXTS = [
  "",
  "机",
  '"',
  "\\",
  "\\n",
  "a\nb\tc\r",
  "100",
  "-1.5",
  'x" or 金額 > 0',
  "　",
  "😀",
];
const SIGNS: Operator[] = ["=", "!=", ">", "<", ">=", "<=", "like", "not like"];

function someValue(roll: (most: number) => number): Value {
  const calls = [
    callValue("TODAY"),
    callValue("FROM_TODAY", "-3", "DAYS"),
    callValue("LOGINUSER"),
    { kind: "call", name: "BIZDAY", args: [callValue("TODAY"), { kind: "word", word: "5" }] },
    {
      kind: "call",
      name: "NTHBIZDAY",
      args: [textValue("2026-04-01"), { kind: "word", word: "-1" }],
    },
  ] satisfies Value[];
  const call = calls[roll(calls.length * 3)];
  return call ?? textValue(TEXTS[roll(TEXTS.length)] ?? "");
}

function someExpression(roll: (most: number) => number, depth: number): Expression {
  const field = FIELDS[roll(FIELDS.length)] ?? "";
  const kind = depth === 0 ? roll(3) : roll(5);
  if (kind > 2) {
    const terms = Array.from({ length: roll(3) + 2 }, () => someExpression(roll, depth - 1));
    return junction(kind === 3 ? "all" : "any", terms);
  }
  if (kind === 0) return { kind: "comparison", field, operator: "is empty", values: [] };
  if (kind === 1) {
    const values = Array.from({ length: roll(3) + 1 }, () => someValue(roll));
    return { kind: "comparison", field, operator: roll(2) ? "in" : "not in", values };
  }
  const operator = SIGNS[roll(SIGNS.length)] ?? "=";
  return { kind: "comparison", field, operator, values: [someValue(roll)] };
}

test("whatever is written reads back as it was, a thousand times", () => {
  const roll = dice(20261125);
  for (let turn = 0; turn < 1000; turn += 1) {
    const expression = someExpression(roll, 3);
    expect(parseCondition(writeCondition(expression))).toEqual(expression);
  }
});

test("words may be in capitals, and full-width spaces stand between them", () => {
  expect(parseCondition('件名　LIKE　"机" AND 金額 Is Not Empty')).toEqual(
    parseCondition('件名 like "机" and 金額 is not empty'),
  );
});

test("a number means the same with and without quotes", () => {
  expect(parseCondition("金額 >= 1000")).toEqual(parseCondition('金額 >= "1000"'));
});

test("no words are no condition", () => {
  expect(parseCondition(" 　\n")).toBeNull();
});

test.each([
  "金額",
  "金額 >",
  "金額 > 1 and",
  "(金額 > 1",
  "金額 > 1)",
  '件名 like "開いたまま',
  "金額 > 1 order by 金額",
  "TODAY(1 = 2",
  "日付 = TODAY(TODAY())",
  "and = 1",
  `${"(".repeat(101)}金額 > 1${")".repeat(101)}`,
  "金額 ; 1",
])("%s is no condition", (text) => {
  expect(parseCondition(text)).toBeUndefined();
});
