import { expect, test } from "vitest";
import type { FieldProperty } from "@/api/wire";
import { continued } from "./series";
import { type Reader, readTyped } from "./typed";

const SATO = { code: "sato", name: "佐藤 花子" };
const reader: Reader = {
  today: "2026-11-25",
  timezone: "Asia/Tokyo",
  entities: () =>
    new Map([
      ["佐藤花子", SATO],
      ["sato", SATO],
    ]),
};
const options = { a: { label: "購入", index: "0" }, b: { label: "契約", index: "1" } };

function field(type: FieldProperty["type"]): FieldProperty {
  return { type, code: "x", label: "x", options };
}

test.each([
  ["NUMBER", "¥1,200", "1200"],
  ["NUMBER", "１２，３４５円", "12345"],
  ["NUMBER", "△３００", "-300"],
  ["NUMBER", "(300)", "-300"],
  ["NUMBER", "約百", "約百"],
  ["DATE", "2026/11/25", "2026-11-25"],
  ["DATE", "R8.11.25", "2026-11-25"],
  ["DATE", "令和８年１１月２５日", "2026-11-25"],
  ["DATE", "20261125", "2026-11-25"],
  ["DATE", "11/25", "2026-11-25"],
  ["DATE", "+3", "2026-11-28"],
  ["DATE", "きのうあたり", "きのうあたり"],
  ["DATE", " ", null],
  ["DATETIME", "2026/11/25 9:30", "2026-11-25T00:30:00Z"],
  ["TIME", "９：３０", "09:30"],
  ["DROP_DOWN", " 購入 ", "a"],
  ["DROP_DOWN", "廃止", "廃止"],
  ["CHECK_BOX", "契約、購入", ["b", "a"]],
  ["USER_SELECT", "佐藤　花子", [SATO]],
  ["USER_SELECT", "sato, だれか", [SATO, { code: "だれか", name: "だれか" }]],
  ["SINGLE_LINE_TEXT", "一行\n二行", "一行 二行"],
  ["MULTI_LINE_TEXT", "一行\n二行", "一行\n二行"],
] as const)("%s takes %s", (type, text, value) => {
  expect(readTyped(text, field(type), reader)).toEqual(value);
});

test.each([
  [
    ["1", "2"],
    ["3", "4", "5"],
  ],
  [
    ["10", "8"],
    ["6", "4", "2"],
  ],
  [["5"], ["5", "5", "5"]],
  [["第1回"], ["第2回", "第3回", "第4回"]],
  [
    ["A-08", "A-10"],
    ["A-12", "A-14", "A-16"],
  ],
  [["2026-11-29"], ["2026-11-30", "2026-12-01", "2026-12-02"]],
  [
    ["2026-01-31", "2026-03-31"],
    ["2026-05-31", "2026-07-31", "2026-09-30"],
  ],
  [
    ["2026-11-01", "2026-11-08"],
    ["2026-11-15", "2026-11-22", "2026-11-29"],
  ],
  [
    ["甲", "乙"],
    ["甲", "乙", "甲"],
  ],
])("%s goes on as %s", (cells, after) => {
  expect(continued(cells, 3)).toEqual(after);
});
