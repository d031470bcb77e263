import { queryOptions } from "@tanstack/react-query";
import { call, change, type Params } from "./client";
import type { Entity } from "./wire";

/** 代理の設定: who may act for whom, from when to when, for what. */
export interface Delegation {
  id: string;
  principal: Entity;
  delegates: Entity[];
  from: string;
  to: string | null;
  /** Empty: all of them. */
  apps: { id: string; name: string }[];
  amountCap: string | null;
}

export interface NewDelegation {
  principal: string;
  delegates: string[];
  from: string;
  to: string | null;
  apps: string[];
  amountCap: string | null;
}

const DELEGATIONS = "/api/v1/delegations";
const ABSENCES = "/api/v1/absences";

export const delegationsQuery = queryOptions({
  queryKey: ["delegations"],
  queryFn: async () =>
    (await call<{ delegations: Delegation[] }>("GET", DELEGATIONS)).delegations,
  staleTime: 0,
  retry: false,
});

export async function addDelegation(one: NewDelegation): Promise<void> {
  await change("POST", DELEGATIONS, one as unknown as Params);
}

export async function deleteDelegation(id: string): Promise<void> {
  await change("DELETE", `${DELEGATIONS}/${id}`, {});
}

/** 不在: when somebody is away. */
export interface Absence {
  id: string;
  person: Entity;
  from: string;
  to: string;
  note: string;
}

export const absencesQuery = queryOptions({
  queryKey: ["absences"],
  queryFn: async () => (await call<{ absences: Absence[] }>("GET", ABSENCES)).absences,
  staleTime: 0,
  retry: false,
});

export async function addAbsence(one: {
  person: string;
  from: string;
  to: string;
  note: string;
}): Promise<void> {
  await change("POST", ABSENCES, one);
}

export async function deleteAbsence(id: string): Promise<void> {
  await change("DELETE", `${ABSENCES}/${id}`, {});
}
