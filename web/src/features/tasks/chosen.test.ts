import { expect, test } from "vitest";
import type { Task } from "@/api/tasks";
import { approvalOf, byApproval } from "./chosen";
import { readTaskSearch } from "./task-search";

const TASK: Task = {
  app: { id: "7", name: "稟議" },
  record: "12",
  revision: "3",
  title: "机の購入",
  status: "承認待ち",
  step: "課長",
  state: "open",
  applicant: { code: "suzuki", name: "鈴木" },
  enteredAt: "2026-04-01T00:00:00Z",
  dueAt: null,
  isLate: false,
  waited: 60,
  onBehalfOf: [],
  actions: [
    { name: "承認する", kind: "APPROVE" },
    { name: "差し戻す", kind: "RETURN" },
  ],
  assignees: [],
  opinion: null,
};
const LOOKED_AT = {
  ...TASK,
  record: "13",
  actions: [{ name: "確認", kind: "PLAIN" as const }],
};
const OTHER = { ...TASK, record: "14", actions: [{ name: "決裁", kind: "APPROVE" as const }] };

test("only what can be approved from the list is approved, each by its own action", () => {
  const groups = byApproval([TASK, LOOKED_AT, OTHER, { ...TASK, record: "15" }]);

  expect(approvalOf(LOOKED_AT)).toBeUndefined();
  expect([...groups]).toEqual([
    [
      "承認する",
      [
        { app: "7", id: "12", revision: "3" },
        { app: "7", id: "15", revision: "3" },
      ],
    ],
    ["決裁", [{ app: "7", id: "14", revision: "3" }]],
  ]);
});

test("an address that names no kind, or none that there is, shows whose turn it is", () => {
  expect(readTaskSearch({})).toEqual({});
  expect(readTaskSearch({ kind: "others" })).toEqual({});
  expect(readTaskSearch({ kind: "late" })).toEqual({ kind: "late" });
});
