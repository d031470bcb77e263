import { expect, test } from "vitest";
import type { App } from "@/api/wire";
import { findApps } from "./find-apps";

const app = (name: string, code = ""): App => ({
  appId: name,
  code,
  name,
  description: "",
  modifiedAt: "",
});

const APPS = [app("稟議", "RINGI"), app("アンケート"), app("ＩＴ資産 台帳")];

test.each([
  ["", ["稟議", "アンケート", "ＩＴ資産 台帳"]],
  ["りんぎ", []],
  ["ringi", ["稟議"]],
  ["あんけ", ["アンケート"]],
  ["ｱﾝｹ", ["アンケート"]],
  ["it 台帳", ["ＩＴ資産 台帳"]],
  ["it　稟議", []],
])("“%s” finds %j", (words, names) => {
  expect(findApps(APPS, words).map((one) => one.name)).toEqual(names);
});
