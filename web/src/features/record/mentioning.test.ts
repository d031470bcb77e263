import { expect, test } from "vitest";
import { askedAt, candidates, mentionables, withoutAsked } from "./mentioning";

const people = mentionables("USER", [
  { code: "suzuki", name: "鈴木 一郎", search: "鈴木 一郎 スズキイチロウ suzuki", beside: "" },
  { code: "sato", name: "佐藤 花子", search: "佐藤 花子 サトウハナコ sato", beside: "" },
  { code: "saito", name: "斎藤 誠", search: "斎藤 誠 サイトウマコト saito", beside: "" },
]);
const codes = (found: { code: string }[]): string[] => found.map((one) => one.code);

test("an @ asks until a space ends its word", () => {
  expect(askedAt("確認を @さと", 7)).toEqual({ from: 4, word: "さと" });
  expect(askedAt("＠", 1)).toEqual({ from: 0, word: "" });
  expect(askedAt("@佐藤 お願い", 7)).toBeNull();
  expect(askedAt("@佐藤 お願い", 3)).toEqual({ from: 0, word: "佐藤" });
});

test("an address of mail asks for nobody", () => {
  expect(askedAt("info@example", 12)).toBeNull();
});

test("who is chosen leaves the text", () => {
  expect(withoutAsked("確認を @さと お願い", { from: 4, word: "さと" })).toBe("確認を  お願い");
});

test("people are found by reading, those involved first, nobody twice", () => {
  const involved = [{ type: "USER" as const, code: "saito" }];
  expect(codes(candidates(people, "さ", involved, []))).toEqual(["saito", "sato"]);
  expect(codes(candidates(people, "", involved, [{ type: "USER", code: "sato" }]))).toEqual([
    "saito",
    "suzuki",
  ]);
});
