import { queryOptions } from "@tanstack/react-query";
import { call, change, type Params } from "./client";
import { type Problem, problemFrom } from "./problem";
import type { ActionKind, RouteState } from "./routes";
import type { Entity } from "./wire";

export const TASK_KINDS = ["mine", "filed", "opinions", "late"] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** A record that waits for somebody: whose turn it is, and since when. */
export interface Task {
  app: { id: string; name: string };
  record: string;
  revision: string;
  title: string;
  status: string;
  /** Of the route; "" for a status without one. */
  step: string;
  /** `open`, or how the route ended. */
  state: RouteState;
  applicant: Entity | null;
  enteredAt: string | null;
  dueAt: string | null;
  isLate: boolean;
  /** Seconds until somebody looked, or until now. */
  waited: number;
  /** Whose turn it is, where the person only stands in. */
  onBehalfOf: Entity[];
  actions: { name: string; kind: ActionKind }[];
  assignees: Entity[];
  /** What the person is asked for, and by whom. */
  opinion: { id: string; question: string; by: Entity } | null;
  /** 条件付き承認: how many conditions are not met yet. */
  openConditions: number;
}

/** Only some of a kind; the last two are for one's own turn alone. */
export interface TaskFilter {
  app?: string;
  late?: boolean;
  behalf?: boolean;
}

export interface Tasks {
  tasks: Task[];
  next: string | null;
}

export const TASKS_AT_ONCE = 50;

/** Tasks of a kind; `after` is what the page before said of the next. */
export function tasks(kind: TaskKind, filter: TaskFilter, after: string): Promise<Tasks> {
  const params = { ...filter, kind, limit: TASKS_AT_ONCE, after: after || undefined };
  return call<Tasks>("GET", "/api/v1/tasks", params);
}

const GLANCE = 9;

const glance = (kind: "mine" | "filed") =>
  queryOptions({
    queryKey: ["tasks", "glance", kind],
    queryFn: () => call<Tasks>("GET", "/api/v1/tasks", { kind, limit: GLANCE }),
    staleTime: 60_000,
    retry: false,
  });

/** The first few of a kind. The bar's number and the portal share the answer. */
export const portalTasksQuery = glance;

/** How many wait for the person, as far as a glance goes: "3", or "9+" where there are more. */
export const glanceQuery = {
  ...glance("mine"),
  select: (page: Tasks) => ({ count: page.tasks.length, hasMore: page.next !== null }),
};

export const tasksKey = (kind: TaskKind, filter: TaskFilter) =>
  ["tasks", kind, filter] as const;

export interface RecordRef {
  app: string;
  id: string;
  revision: string;
}

interface BulkLine extends RecordRef {
  error?: unknown;
}

/** One record's fate in a bulk action: null, or why it did not go. */
export interface BulkResult {
  app: string;
  id: string;
  problem: Problem | null;
}

/** One action on many records, each for itself. */
export async function runOnMany(
  records: RecordRef[],
  action: string,
  comment: string,
): Promise<BulkResult[]> {
  const body = { records, action, ...(comment ? { comment } : {}) } as unknown as Params;
  const answer = await change<{ results: BulkLine[] }>("POST", "/api/v1/actions", body);
  return answer.results.map(({ app, id, error }) => ({
    app,
    id,
    problem: error === undefined ? null : problemFrom(400, error),
  }));
}

/** A step that nobody can pass as things are. */
export interface StuckStep {
  id: string;
  app: { id: string; name: string };
  record: string;
  title: string;
  status: string;
  step: string;
  enteredAt: string | null;
  applicant: Entity | null;
  assignees: Entity[];
  problems: string[];
}

export const stuckQuery = queryOptions({
  queryKey: ["process", "stuck"],
  queryFn: async () =>
    (await call<{ stuck: StuckStep[] }>("GET", "/api/v1/process/stuck")).stuck,
  staleTime: 0,
  retry: false,
});

/** Other people, or the step left out, or looked for in the organisation once more. */
export const REMEDIES = ["assign", "resolve", "skip"] as const;
export type Remedy = (typeof REMEDIES)[number];

export async function repairStuck(
  step: string,
  body: { how: Remedy; assignees: string[]; comment: string },
): Promise<void> {
  await change("POST", `/api/v1/process/stuck/${step}`, body);
}
