import { queryOptions } from "@tanstack/react-query";
import { call, change, type Params } from "./client";
import type { Entity } from "./wire";

export type ActionKind = "PLAIN" | "APPROVE" | "REJECT" | "RETURN" | "PULL_BACK" | "WITHDRAW";

/** Where a step or one of its lines is: before its turn, its turn, or how it ended. */
export type StepState =
  | "planned"
  | "open"
  | "passed"
  | "rejected"
  | "returned"
  | "skipped"
  | "cancelled";

/** How a submission ended, or that it has not. */
export type RouteState =
  | "open"
  | "passed"
  | "rejected"
  | "returned"
  | "pulled_back"
  | "withdrawn"
  | "void";

export interface Reason {
  code: string;
  text: string;
}

/** Somebody who is asked; while they are away, who may act for them. */
export interface Asked extends Entity {
  isAbsent: boolean;
  delegates: Entity[];
}

/** How long something waited, was worked on, and took within business hours: in seconds. */
export interface Spent {
  waited: number | null;
  worked: number | null;
  business: number | null;
}

interface Acted {
  by: Entity | null;
  onBehalfOf: Entity | null;
  action: string;
  reason: Reason | null;
  comment: string;
  enteredAt: string | null;
  leftAt: string | null;
}

/** One line of a step: people who decide together, and why they. */
export interface RouteLine extends Acted, Spent {
  name: string;
  need: "ANY" | "ALL";
  state: StepState;
  people: Asked[];
  startedAt: string | null;
  because: string[];
}

export interface RouteStep {
  number: number;
  name: string;
  state: StepState;
  /** How many of the lines pass the step; 0: all. */
  join: number;
  dueAt: string | null;
  lines: RouteLine[];
}

export interface Round {
  round: number;
  state: RouteState;
  steps: RouteStep[];
}

export interface Visit extends Acted, Spent {
  status: string;
}

export interface Condition {
  id: string;
  text: string;
  doneAt: string | null;
  by: Entity | null;
}

export interface Opinion {
  id: string;
  asked: Entity;
  by: Entity;
  question: string;
  /** "" until it is answered. */
  answer: string;
  askedAt: string;
  answeredAt: string | null;
}

/** 承認ルート: whom a record passes, has passed, or would pass. */
export interface Route {
  status: string;
  applicant: Entity | null;
  submittedBy: Entity | null;
  round: number;
  state: RouteState | null;
  isPreview: boolean;
  because: string[];
  steps: RouteStep[];
  past: Round[];
  visits: Visit[];
  conditions: Condition[];
  opinions: Opinion[];
  problems: string[];
}

/** What the person may do with a record now. */
export interface RecordAction {
  name: string;
  kind: ActionKind;
  to: string;
  /** Whether one of the candidates must be named as the next assignee. */
  mustChoose: boolean;
  candidates: Entity[];
  reasons: Reason[];
  /** Whose turn it is, where the person stands in for somebody. */
  onBehalfOf: Entity[];
  /** Fields that must be filled before. */
  required: string[];
  /** Where a return may lead within the route. */
  steps: { number: number; name: string }[];
}

export interface ActionRun {
  action: string;
  revision: string;
  assignee?: string;
  reason?: string;
  comment?: string;
  conditions?: string[];
  toStep?: number;
  onBehalfOf?: string;
}

const of = (app: string, id: string): string => `/api/v1/apps/${app}/records/${id}`;

/** Everything about a record that hangs on its process, by revision. */
export const processKey = (app: string, id: string) => ["process", app, id] as const;

export const routeQuery = (app: string, id: string) =>
  queryOptions({
    queryKey: [...processKey(app, id), "route"],
    queryFn: () => call<Route>("GET", `${of(app, id)}/route`),
    staleTime: 0,
    retry: false,
  });

/** The route that an action would start, before it is run. */
export const previewQuery = (app: string, id: string, action: string) =>
  queryOptions({
    queryKey: [...processKey(app, id), "preview", action],
    queryFn: () => call<Route>("GET", `${of(app, id)}/route`, { action }),
    staleTime: 0,
    retry: false,
  });

export const actionsQuery = (app: string, id: string) =>
  queryOptions({
    queryKey: [...processKey(app, id), "actions"],
    queryFn: async () =>
      (await call<{ actions: RecordAction[] }>("GET", `${of(app, id)}/actions`)).actions,
    staleTime: 0,
    retry: false,
  });

export interface Moved {
  revision: string;
  status: string;
}

export function runAction(app: string, id: string, run: ActionRun): Promise<Moved> {
  return change<Moved>("POST", `${of(app, id)}/actions`, run as unknown as Params);
}

/** Tells that one whose turn it is has the record before them. */
export async function startWork(app: string, id: string): Promise<void> {
  await change("POST", `${of(app, id)}/start`, {});
}

export async function reassign(
  app: string,
  id: string,
  body: { from: string; to: string; comment: string },
): Promise<void> {
  await change("POST", `${of(app, id)}/reassign`, body);
}

/** 回覧: asks people what they think; the route does not wait for them. */
export async function askOpinions(
  app: string,
  id: string,
  body: { people: string[]; question: string },
): Promise<void> {
  await change("POST", `${of(app, id)}/opinions`, body);
}

export async function answerOpinion(
  app: string,
  id: string,
  opinion: string,
  answer: string,
): Promise<void> {
  await change("POST", `${of(app, id)}/opinions/${opinion}`, { answer });
}

export async function completeCondition(
  app: string,
  id: string,
  condition: string,
): Promise<void> {
  await change("POST", `${of(app, id)}/conditions/${condition}`, {});
}
