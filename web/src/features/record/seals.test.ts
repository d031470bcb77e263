import { expect, test } from "vitest";
import type { Route, RouteLine, RouteStep } from "@/api/routes";
import { sealName, sealsOf } from "./seals";

function line(name: string, by: string | null, onBehalfOf: string | null = null): RouteLine {
  const person = (code: string | null) => (code ? { code, name: code } : null);
  return {
    name,
    need: "ANY",
    state: by ? "passed" : "open",
    people: [{ code: "sato", name: "佐藤 花子", isAbsent: false, delegates: [] }],
    by: person(by),
    onBehalfOf: person(onBehalfOf),
    action: by ? "承認する" : "",
    reason: null,
    comment: "",
    enteredAt: null,
    startedAt: null,
    leftAt: by ? "2026-04-01T00:00:00Z" : null,
    waited: null,
    worked: null,
    business: null,
    because: [],
  };
}

function step(number: number, name: string, ...lines: RouteLine[]): RouteStep {
  return { number, name, state: "passed", join: 0, dueAt: null, lines };
}

const ROUTE: Route = {
  status: "承認待ち",
  applicant: null,
  submittedBy: null,
  round: 1,
  state: "open",
  isPreview: false,
  because: [],
  steps: [],
  past: [],
  visits: [],
  conditions: [],
  opinions: [],
  problems: [],
};

test("each line of each step has its box, empty while nobody has decided", () => {
  const steps = [step(1, "課長", line("", "鈴木")), step(2, "合議", line("総務", null))];
  expect(sealsOf({ ...ROUTE, steps }).map((one) => [one.office, one.name, one.asked])).toEqual([
    ["課長", "鈴木", "佐藤 花子"],
    ["合議 総務", "", "佐藤 花子"],
  ]);
});

test("who decided in another's place is told", () => {
  const steps = [step(1, "部長", line("", "丸山", "清水"))];
  expect(sealsOf({ ...ROUTE, steps })[0]).toMatchObject({ name: "丸山", insteadOf: "清水" });
});

test("a route that is over shows its last submission", () => {
  const past = [1, 2].map((round) => ({
    round,
    state: "passed" as const,
    steps: [step(1, `${round}回目`, line("", "鈴木"))],
  }));
  expect(sealsOf({ ...ROUTE, past }).map((one) => one.office)).toEqual(["2回目"]);
});

test("a seal has the family name", () => {
  expect(sealName("鈴木 一郎")).toBe("鈴木");
  expect(sealName("情報システム部")).toBe("情報シス");
});
