import { expect, test } from "vitest";
import type { RecordAction } from "@/api/routes";
import { blankDraft, blankFields, isPlain, runOf, unfinished } from "./action-draft";

const SATO = { code: "sato", name: "佐藤" };
const SUZUKI = { code: "suzuki", name: "鈴木" };
const APPROVE: RecordAction = {
  name: "承認する",
  kind: "APPROVE",
  to: "承認済み",
  mustChoose: false,
  candidates: [],
  reasons: [],
  onBehalfOf: [],
  required: [],
  steps: [],
};
const RETURN: RecordAction = {
  ...APPROVE,
  name: "差し戻す",
  kind: "RETURN",
  to: "承認待ち",
  reasons: [{ code: "R01", text: "添付不足" }],
  steps: [{ number: 1, name: "課長" }],
};

test("a return within the route asks for a reason and for the step it goes back to", () => {
  const draft = blankDraft(RETURN, true);

  expect([...unfinished(RETURN, draft, "承認待ち")]).toEqual(["reason", "toStep"]);
  expect([...unfinished({ ...RETURN, to: "差戻し" }, draft, "承認待ち")]).toEqual(["reason"]);
});

test("conditions are sent one by one, without empty lines", () => {
  const draft = {
    ...blankDraft(APPROVE, true),
    isConditional: true,
    conditions: "見積を取り直す\n\n 契約書を添える ",
  };

  expect(runOf(APPROVE, draft, "4")).toEqual({
    action: "承認する",
    revision: "4",
    conditions: ["見積を取り直す", "契約書を添える"],
  });
});

test("a condition that says nothing is no condition", () => {
  const draft = { ...blankDraft(APPROVE, true), isConditional: true, conditions: " \n" };

  expect([...unfinished(APPROVE, draft, "承認待ち")]).toEqual(["conditions"]);
});

test("whoever only stands in for one person acts for them; for several they must choose", () => {
  const one = { ...APPROVE, onBehalfOf: [SATO] };
  const two = { ...APPROVE, onBehalfOf: [SATO, SUZUKI] };

  expect(blankDraft(one, false).principal).toBe("sato");
  expect(blankDraft(one, true).principal).toBe("");
  expect(blankDraft(two, false).principal).toBeNull();
  expect([...unfinished(two, blankDraft(two, false), "承認待ち")]).toEqual(["principal"]);
  expect(runOf(one, blankDraft(one, false), "4").onBehalfOf).toBe("sato");
});

test("the only candidate is chosen already", () => {
  const one = { ...APPROVE, mustChoose: true, candidates: [SATO] };
  const two = { ...APPROVE, mustChoose: true, candidates: [SATO, SUZUKI] };

  expect(runOf(one, blankDraft(one, true), "1").assignee).toBe("sato");
  expect([...unfinished(two, blankDraft(two, true), "下書き")]).toEqual(["assignee"]);
});

test("fields that must be filled are named while they are blank", () => {
  const action = { ...APPROVE, kind: "PLAIN" as const, required: ["決議番号", "添付"] };
  const record = { 決議番号: { value: "" }, 添付: { value: [] } };
  const filled = { 決議番号: { value: "K-1" }, 添付: { value: ["x"] } };

  expect(blankFields(action, record)).toEqual(["決議番号", "添付"]);
  expect(isPlain(action, record)).toBe(false);
  expect(isPlain(action, filled)).toBe(true);
  expect(isPlain(APPROVE, filled)).toBe(false);
});
