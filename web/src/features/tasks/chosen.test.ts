import { expect, test } from "vitest";
import type { Task } from "@/api/tasks";
import { approvalOf, byApproval, forwardOf, returnOf } from "./chosen";
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
  openConditions: 0,
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

test("a task goes forward by its approval, else by the first action that turns nothing back", () => {
  const plain = {
    ...TASK,
    actions: [
      { name: "差し戻す", kind: "PLAIN" as const },
      { name: "受け付ける", kind: "PLAIN" as const },
    ],
  };

  expect([forwardOf(TASK), returnOf(TASK)]).toEqual(["承認する", "差し戻す"]);
  expect([forwardOf(plain), returnOf(plain)]).toEqual(["受け付ける", "差し戻す"]);
  expect([forwardOf(LOOKED_AT), returnOf(LOOKED_AT)]).toEqual(["確認", undefined]);
});

test("an address keeps what narrows the list, and only of one's own turn what is only for it", () => {
  expect(readTaskSearch({ app: 7, late: true, view: "queue", at: "7/12" })).toEqual({
    app: 7,
    late: true,
    view: "queue",
    at: "7/12",
  });
  expect(readTaskSearch({ kind: "filed", app: "x", behalf: true, view: "queue" })).toEqual({
    kind: "filed",
  });
});
