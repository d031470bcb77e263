import { expect, test } from "vitest";
import type { Rights } from "@/api/rights";
import type { RecordAction } from "@/api/routes";
import type { FieldProperty, Process } from "@/api/wire";
import { runsAtOnce, verdictOf } from "./lane-moves";

const STATUS: FieldProperty = { type: "STATUS", code: "状態", label: "状態" };
const KIND: FieldProperty = { type: "DROP_DOWN", code: "区分", label: "区分" };
const PROCESS: Process = {
  enable: true,
  states: null,
  actions: [
    { name: "申請", from: "下書き", to: "承認待ち", filterCond: "" },
    { name: "承認", from: "承認待ち", to: "完了", filterCond: "" },
  ],
};
const RIGHTS: Rights = { app: [], record: ["view", "edit"], explains: false, fields: {} };
const SUBMIT: RecordAction = {
  name: "申請",
  kind: "PLAIN",
  to: "承認待ち",
  mustChoose: false,
  candidates: [],
  reasons: [],
  onBehalfOf: [],
  required: [],
  steps: [],
};

function verdict(field: FieldProperty, from: string, to: string, known = {}) {
  return verdictOf(field, from, to, {
    process: PROCESS,
    actions: [SUBMIT],
    rights: RIGHTS,
    ...known,
  });
}

test("a record goes where one of its actions leads", () => {
  expect(verdict(STATUS, "下書き", "承認待ち")).toEqual({ kind: "action", actions: [SUBMIT] });
});

test("where no action leads, and where another person's leads, it does not go", () => {
  expect(verdict(STATUS, "下書き", "完了")).toEqual({ kind: "refused", reason: "noWay" });
  expect(verdict(STATUS, "承認待ち", "完了")).toEqual({ kind: "refused", reason: "notYou" });
});

test("a choice is edited by whoever may write it", () => {
  const locked = { writes: false, sees: true, required: false };
  expect(verdict(KIND, "購入", "契約")).toEqual({ kind: "edit" });
  expect(
    verdict(KIND, "購入", "契約", { rights: { ...RIGHTS, fields: { 区分: locked } } }),
  ).toEqual({ kind: "refused", reason: "noRight" });
  expect(verdict(KIND, "購入", "契約", { rights: { ...RIGHTS, record: ["view"] } })).toEqual({
    kind: "refused",
    reason: "noRight",
  });
});

test("an action that asks for nothing runs at once, another opens the dialog", () => {
  const asks = (part: Partial<RecordAction>) =>
    runsAtOnce([{ ...SUBMIT, ...part }], {}, "下書き") === null;
  expect(asks({})).toBe(false);
  expect(asks({ mustChoose: true })).toBe(true);
  expect(asks({ reasons: [{ code: "R1", text: "不備" }] })).toBe(true);
  expect(asks({ kind: "REJECT" })).toBe(true);
  expect(asks({ required: ["見積書"] })).toBe(true);
  expect(runsAtOnce([SUBMIT, { ...SUBMIT, name: "再申請" }], {}, "下書き")).toBeNull();
});
