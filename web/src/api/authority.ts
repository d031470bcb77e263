import { queryOptions } from "@tanstack/react-query";
import { call, change, type Params } from "./client";
import type { RouteStep } from "./routes";
import type { Entity } from "./wire";

/** The cases that a row, a gap or an overlap is about; null and empty mean any. */
export interface Band {
  category: string;
  from: string | null;
  below: string | null;
  importance: string[];
  riskFrom: string | null;
  riskBelow: string | null;
  organizations: Entity[];
  since: string | null;
  until: string | null;
  text: string;
}

/** 職務権限表, one row: the cases it is for, and who decides them. */
export interface AuthorityRow extends Band {
  /** Its record in the matrix's app. */
  row: string;
  number: string;
  draft: string;
  steps: {
    name: string;
    join: number;
    lines: { name: string; need: string; people: string[] }[];
  }[];
  flaws: { column: string; text: string }[];
}

export interface AuthorityRows {
  rows: AuthorityRow[];
  /** The names of the drafts (改定案). */
  drafts: string[];
}

/** The rows in force on a day, or those of a draft. */
export const rowsQuery = (on: string, draft = "") =>
  queryOptions({
    queryKey: ["authority", "rows", on, draft],
    queryFn: () =>
      call<AuthorityRows>("GET", "/api/v1/authority/rows", { on, draft: draft || undefined }),
    staleTime: 0,
    retry: false,
  });

/** Cases that no row decides (`gap`), or several do (`overlap`). */
export interface Finding extends Band {
  type: "gap" | "overlap";
  noAmount: boolean;
  elsewhere: boolean;
  rows: string[];
}

export interface Covered {
  isComplete: boolean;
  categories: { category: string; apps: string[]; findings: Finding[]; unused: string[] }[];
  unreadable: AuthorityRow[];
}

export const coverageQuery = queryOptions({
  queryKey: ["authority", "coverage"],
  queryFn: () => call<Covered>("GET", "/api/v1/authority/coverage"),
  staleTime: 0,
  retry: false,
});

/** この案件を、この人が、この日に出したら. */
export interface Supposed {
  category: string;
  amount: string | null;
  importance: string;
  risk: number;
  organization: string;
  applicant: string;
  on: string;
  draft: string;
}

interface Resolved {
  steps: {
    number: number;
    name: string;
    join: number;
    lines: { name: string; need: "ANY" | "ALL"; people: Entity[]; because: string[] }[];
  }[];
  rows: string[];
  because: string[];
  problems: string[];
}

export interface Simulated extends Omit<Resolved, "steps"> {
  steps: RouteStep[];
}

const UNTOUCHED = {
  state: "planned" as const,
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
};

/** A route that nobody walks, in the shape of one that somebody does. */
export async function simulate(supposed: Supposed): Promise<Simulated> {
  const body = supposed as unknown as Params;
  const found = await change<Resolved>("POST", "/api/v1/authority/simulate", body);
  const steps = found.steps.map(({ lines, ...step }) => ({
    ...step,
    state: "planned" as const,
    dueAt: null,
    lines: lines.map((line) => ({
      ...UNTOUCHED,
      ...line,
      people: line.people.map((one) => ({ ...one, isAbsent: false, delegates: [] })),
    })),
  }));
  return { ...found, steps };
}

export const CHANGES = ["more", "fewer", "other", "undecided", "decided"] as const;

export interface Difference {
  app: string;
  record: string;
  change: (typeof CHANGES)[number];
  category: string;
  amount: string | null;
  on: string;
  applicant: Entity;
  /** Steps of lines of people. */
  before: Entity[][][];
  after: Entity[][][];
  problems: string[];
}

export interface Replayed {
  cases: number;
  /** How many cases come out how. */
  changes: { [change: string]: number };
  people: { person: Entity; before: number; after: number }[];
  differences: Difference[];
}

export function replay(draft: string, from: string, to: string): Promise<Replayed> {
  return change<Replayed>("POST", "/api/v1/authority/replay", { draft, from, to });
}
