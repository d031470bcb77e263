import { expect, test } from "vitest";
import { kindly } from "./link-text";

test.each([
  ["CALL", "０３ー１２３４ー５６７８", "03-1234-5678"],
  ["CALL", "(03)1234-5678", "03-1234-5678"],
  ["CALL", "+81 3 1234 5678", "+81312345678"],
  ["MAIL", " Ｓａｔｏ＠example.co.jp ", "Sato@example.co.jp"],
  ["MAIL", "mailto:sato@example.co.jp", "sato@example.co.jp"],
  ["WEB", "example.co.jp/a?b=c", "https://example.co.jp/a?b=c"],
  ["WEB", "http://example.co.jp/", "http://example.co.jp/"],
  ["WEB", "ここ", "ここ"],
] as const)("%s: %s is %s", (protocol, typed, meant) => {
  expect(kindly(protocol, typed)).toBe(meant);
});
