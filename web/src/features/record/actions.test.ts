import { expect, test } from "vitest";
import type { Entity, Process, WireRecord } from "@/api/wire";
import { asksForAssignee, candidates, offered } from "./actions";

const SUZUKI: Entity = { code: "suzuki", name: "鈴木" };
const PROCESS: Process = {
  enable: true,
  states: {
    下書き: { name: "下書き", index: "0", assignee: { type: "ONE", entities: [] } },
    審査: {
      name: "審査",
      index: "1",
      assignee: {
        type: "ONE",
        entities: [
          { entity: { type: "FIELD_ENTITY", code: "上長" }, includeSubs: false },
          { entity: { type: "CREATOR", code: null }, includeSubs: false },
        ],
      },
    },
  },
  actions: [
    { name: "申請する", from: "下書き", to: "審査", filterCond: "" },
    { name: "承認する", from: "審査", to: "下書き", filterCond: "", type: "PRIMARY" },
    {
      name: "取り下げる",
      from: "審査",
      to: "下書き",
      filterCond: "",
      type: "SECONDARY",
      executableUser: {
        entities: [{ entity: { type: "FIELD_ENTITY", code: "作成者" }, includeSubs: false }],
      },
    },
  ],
};

function standing(status: string, assignees: Entity[]): WireRecord {
  return {
    ステータス: { type: "STATUS", value: status },
    作業者: { type: "STATUS_ASSIGNEE", value: assignees },
    作成者: { type: "CREATOR", value: SUZUKI },
    上長: { type: "USER_SELECT", value: [{ code: "sato", name: "佐藤" }, SUZUKI] },
  };
}

function names(record: WireRecord, user: string): string[] {
  return offered(PROCESS, record, user).map((action) => action.name);
}

test("where nobody is named, everybody may act", () => {
  expect(names(standing("下書き", []), "tanaka")).toEqual(["申請する"]);
});

test("only the assignee is offered the approval, only the creator the withdrawal", () => {
  const record = standing("審査", [{ code: "sato", name: "佐藤" }]);

  expect(names(record, "sato")).toEqual(["承認する"]);
  expect(names(record, "suzuki")).toEqual(["取り下げる"]);
});

test("an assignee is asked for where the next status names candidates", () => {
  const [apply, approve] = PROCESS.actions ?? [];

  expect(apply && asksForAssignee(PROCESS, apply)).toBe(true);
  expect(approve && asksForAssignee(PROCESS, approve)).toBe(false);
});

test("the candidates are the people of the fields, each once", async () => {
  const [apply] = PROCESS.actions ?? [];
  if (!apply) throw new Error("no action");

  const found = await candidates(PROCESS, apply, standing("下書き", []));

  expect(found.map((one) => one.code)).toEqual(["sato", "suzuki"]);
});
