import { queryOptions } from "@tanstack/react-query";
import { call, change, type Params } from "./client";
import type { Entity } from "./wire";

export const ORDER_KINDS = [
  "APPOINT",
  "CONCURRENT",
  "TITLE",
  "PRIMARY",
  "LEAVE",
  "VACATE",
] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];
export const CHANGE_KINDS = ["OPEN", "RENAME", "MOVE", "CLOSE"] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];
export type PreparedState = "waiting" | "done" | "cancelled" | "failed";

interface Prepared {
  id: string;
  /** The day on which it happens. */
  on: string;
  /** A code. */
  organization: string;
  note: string;
  state: PreparedState;
  doneAt: string | null;
  /** Why it could not be done on its day. */
  problem: string | null;
}

/** 発令: what becomes of a person on a day. */
export interface Order extends Prepared {
  kind: OrderKind;
  user: Entity | null;
  /** A code. */
  title: string | null;
}

/** What becomes of an organization on a day. */
export interface OrganizationChange extends Prepared {
  kind: ChangeKind;
  name: string;
  /** A code; "" at the top. */
  parent: string;
}

export interface NewOrder {
  on: string;
  kind: OrderKind;
  organization: string;
  user: string | null;
  title: string | null;
  note: string;
}

export type NewChange = Pick<
  OrganizationChange,
  "on" | "kind" | "organization" | "name" | "parent" | "note"
>;

const ORDERS = "/api/v1/personnel-orders";
const CHANGES = "/api/v1/organization-changes";
export const PERSONNEL_KEY = ["personnel"] as const;

export const ordersQuery = (past: boolean) =>
  queryOptions({
    queryKey: [...PERSONNEL_KEY, "orders", past],
    queryFn: async () => (await call<{ orders: Order[] }>("GET", ORDERS, { past })).orders,
    retry: false,
  });

export const changesQuery = (past: boolean) =>
  queryOptions({
    queryKey: [...PERSONNEL_KEY, "changes", past],
    queryFn: async () =>
      (await call<{ changes: OrganizationChange[] }>("GET", CHANGES, { past })).changes,
    retry: false,
  });

export const titlesQuery = queryOptions({
  queryKey: ["titles"],
  queryFn: async () => (await call<{ titles: Entity[] }>("GET", "/api/v1/titles")).titles,
  retry: false,
});

export async function addOrder(order: NewOrder): Promise<void> {
  await change("POST", ORDERS, { orders: [order] } as unknown as Params);
}

export async function addChange(one: NewChange): Promise<void> {
  await change("POST", CHANGES, { changes: [one] } as unknown as Params);
}

export async function cancelPrepared(what: "order" | "change", id: string): Promise<void> {
  await call("DELETE", `${what === "order" ? ORDERS : CHANGES}/${id}`);
}
