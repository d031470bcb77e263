import { expect, test } from "vitest";
import type { Comment } from "@/api/comments";
import { addressed, partsOf } from "./comment-words";

function comment(text: string, mentions: Comment["mentions"] = []): Comment {
  return { id: "1", text, mentions, createdAt: "", creator: { code: "s", name: "S" } };
}

test("web addresses become links, the sentence around them stays", () => {
  expect(
    partsOf("資料は https://example.com/a?b=1。（http://example.com/）").map((one) => one.text),
  ).toEqual(["資料は ", "https://example.com/a?b=1", "。（", "http://example.com/", "）"]);
});

test("what is no web address is never a link", () => {
  expect(
    partsOf("javascript:alert(1) data:text/html,x").every(({ kind }) => kind === "text"),
  ).toBe(true);
});

test("names stand before what is said to them", () => {
  const mentions = [{ code: "sato", type: "USER" as const }];
  expect(addressed(comment("佐藤 花子 総務部 \n確認してください。", mentions))).toEqual({
    names: "佐藤 花子 総務部",
    said: "確認してください。",
  });
  expect(addressed(comment("ただの \n文章"))).toEqual({ names: "", said: "ただの \n文章" });
});
