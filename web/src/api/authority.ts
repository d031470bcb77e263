import { queryOptions } from "@tanstack/react-query";
import { call, change, type Params } from "./client";
import type { RouteStep } from "./routes";

/** 職務権限表, one row: the cases it is for, and who decides them. */
export interface AuthorityRow {
  id: string;
  number: string;
  category: string;
  from: string | null;
  below: string | null;
  importance: string[];
  riskFrom: string | null;
  riskBelow: string | null;
  organizations: string[];
  since: string | null;
  until: string | null;
  steps: { name: string; lines: { name: string; who: string[] }[] }[];
}

export interface AuthorityRows {
  /** The app that holds the rows as records; null while there is none. */
  app: string | null;
  rows: AuthorityRow[];
}

export const rowsQuery = (on: string) =>
  queryOptions({
    queryKey: ["authority", "rows", on],
    queryFn: () => call<AuthorityRows>("GET", "/api/v1/authority/rows", { on }),
    staleTime: 0,
    retry: false,
  });

export const coverageQuery = queryOptions({
  queryKey: ["authority", "coverage"],
  queryFn: () => call<{ findings: { text: string }[] }>("GET", "/api/v1/authority/coverage"),
  staleTime: 0,
  retry: false,
});

/** この案件を、この人が、この日に出したら. */
export interface Supposed {
  category: string;
  amount: string | null;
  importance: string;
  risk: number;
  organization: string | null;
  applicant: string;
  on: string;
  draft: boolean;
}

export interface Simulated {
  steps: RouteStep[];
  rows: string[];
  because: string[];
  problems: string[];
}

export function simulate(supposed: Supposed): Promise<Simulated> {
  return change<Simulated>("POST", "/api/v1/authority/simulate", supposed as unknown as Params);
}

export interface Difference {
  app: { id: string; name: string };
  record: string;
  title: string;
  before: string[];
  after: string[];
}

export interface Replayed {
  cases: number;
  differences: Difference[];
}

export function replay(from: string, to: string): Promise<Replayed> {
  return change<Replayed>("POST", "/api/v1/authority/replay", { from, to });
}
