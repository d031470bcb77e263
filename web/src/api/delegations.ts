import { queryOptions } from "@tanstack/react-query";
import { call, change, type Params } from "./client";
import type { Entity } from "./wire";

/** 代理の設定: who may act for whom, from when to when, for what. */
export interface Delegation {
  id: string;
  principal: Entity;
  delegates: Entity[];
  from: string;
  to: string;
  /** Empty: all of them; without a name where the reader does not know the app. */
  apps: { id: string; name: string }[];
  amountCap: string | null;
  note: string;
}

export interface NewDelegation {
  principal: string;
  delegates: string[];
  from: string;
  to: string;
  apps: string[];
  amountCap: string | null;
  note: string;
}

const DELEGATIONS = "/api/v1/delegations";
const ABSENCES = "/api/v1/absences";

export const DELEGATIONS_KEY = ["delegations"] as const;

/** Those that somebody gave or was given; those of all for administrators and auditors. */
export const delegationsQuery = (ofAll: boolean) =>
  queryOptions({
    queryKey: [...DELEGATIONS_KEY, ofAll],
    queryFn: async () => {
      const found = await call<{ delegations: Delegation[] }>("GET", DELEGATIONS, {
        all: ofAll,
      });
      return found.delegations;
    },
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

export const ABSENCES_KEY = ["absences"] as const;

/** One's own; those of all for administrators and auditors. */
export const absencesQuery = (ofAll: boolean) =>
  queryOptions({
    queryKey: [...ABSENCES_KEY, ofAll],
    queryFn: async () =>
      (await call<{ absences: Absence[] }>("GET", ABSENCES, { all: ofAll })).absences,
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
