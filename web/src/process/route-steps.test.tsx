import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, beforeAll, expect, test } from "vitest";
import type { RouteLine, RouteStep } from "@/api/routes";
import { laterWords, startLanguages } from "@/i18n/language";
import { RouteFlow } from "./route-flow";
import { RouteSteps } from "./route-steps";

beforeAll(async () => {
  await startLanguages("ja");
  await laterWords();
});
afterEach(cleanup);

const LINE: RouteLine = {
  name: "",
  need: "ANY",
  state: "planned",
  people: [{ code: "sato", name: "佐藤", isAbsent: false, delegates: [] }],
  by: null,
  onBehalfOf: null,
  action: "",
  reason: null,
  comment: "",
  enteredAt: null,
  startedAt: null,
  leftAt: null,
  waited: null,
  worked: null,
  business: null,
  because: [],
};
const STEPS: RouteStep[] = [
  {
    number: 1,
    name: "課長",
    state: "passed",
    join: 0,
    dueAt: null,
    lines: [
      {
        ...LINE,
        state: "passed",
        people: [
          {
            code: "sato",
            name: "佐藤",
            isAbsent: true,
            delegates: [{ code: "suzuki", name: "鈴木" }],
          },
        ],
        by: { code: "suzuki", name: "鈴木" },
        onBehalfOf: { code: "sato", name: "佐藤" },
        action: "承認する",
        comment: "見積を確かめました。",
        enteredAt: "2026-04-01T00:20:00Z",
        leftAt: "2026-04-01T02:00:00Z",
        waited: 5400,
        worked: 600,
        business: 6000,
        because: ["申請者の1つ上の上長です。"],
      },
    ],
  },
  {
    number: 2,
    name: "合議",
    state: "open",
    join: 0,
    dueAt: "2026-04-02T02:00:00Z",
    lines: [
      { ...LINE, name: "総務", state: "open", enteredAt: "2026-04-01T02:00:00Z" },
      { ...LINE, name: "法務", people: [], state: "open" },
    ],
  },
];

test("a step says who acted for whom, how long it took, and why they were asked", () => {
  render(<RouteSteps steps={STEPS} />);

  const [first] = screen.getAllByRole("listitem");
  const step = within(first as HTMLElement);
  expect(step.getByText("承認済み")).toBeTruthy();
  expect(step.getByText("不在")).toBeTruthy();
  expect(step.getByText("代理: 鈴木")).toBeTruthy();
  expect(first?.textContent).toContain("承認する 鈴木（佐藤さんの代理）");
  expect(step.getByText("見積を確かめました。")).toBeTruthy();
  expect(first?.textContent).toContain("着手待ち1時間30分作業10分うち営業時間1時間40分");
  expect(step.getByText("申請者の1つ上の上長です。")).toBeTruthy();
});

test("lines side by side say how they join; what is late says so; nobody is said aloud", () => {
  render(<RouteSteps steps={STEPS} />);

  expect(screen.getByText(/2つの承認が並行します 全員の承認で次に進みます/)).toBeTruthy();
  expect(screen.getByText("期限超過")).toBeTruthy();
  expect(screen.getByText("担当者がいません")).toBeTruthy();
});

test("a preview says nothing of states that do not exist yet", () => {
  render(<RouteSteps steps={STEPS} isPreview />);

  expect(screen.queryByText("承認済み")).toBeNull();
  expect(screen.queryByText(/着手待ち/)).toBeNull();
});

test("the glance names the step whose turn it is", () => {
  render(<RouteFlow steps={STEPS} />);

  const current = screen
    .getAllByRole("listitem")
    .filter((one) => one.getAttribute("aria-current") === "step");
  expect(current.map((one) => one.textContent)).toEqual([expect.stringContaining("合議")]);
});
