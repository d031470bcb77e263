import { expect, it } from "vitest";
import type { Order, OrganizationChange } from "@/api/personnel";
import { byDay } from "./timeline";

const SHARED = {
  organization: "eigyo",
  note: "",
  state: "waiting",
  doneAt: null,
  problem: null,
};
const order = (id: string, on: string) =>
  ({ ...SHARED, id, on, kind: "LEAVE", user: null, title: null }) as Order;
const opening = (id: string, on: string) =>
  ({ ...SHARED, id, on, kind: "OPEN", name: "営業部", parent: "" }) as OrganizationChange;

it("puts everything under its day, what organizations become before what people do", () => {
  const days = byDay(
    [order("1", "2030-04-01"), order("2", "2030-01-01")],
    [opening("3", "2030-04-01")],
  );

  expect(days.map(([on, items]) => [on, items.map(({ one }) => one.id)])).toEqual([
    ["2030-01-01", ["2"]],
    ["2030-04-01", ["3", "1"]],
  ]);
});
