import type { ActionRun, RecordAction } from "@/api/routes";
import type { WireRecord } from "@/api/wire";
import { isBlank } from "@/fields/values";

/** What somebody has filled in for an action so far. */
export interface ActionDraft {
  assignee: string | null;
  reason: string | null;
  comment: string;
  isConditional: boolean;
  /** One a line. */
  conditions: string;
  toStep: string | null;
  /** On whose behalf; "" for oneself, null while it is not chosen. */
  principal: string | null;
}

export type DraftPart = "assignee" | "reason" | "conditions" | "toStep" | "principal";

/** Where a draft begins; what leaves no choice is chosen already. */
export function blankDraft(action: RecordAction, isOwnTurn: boolean): ActionDraft {
  const [only, ...others] = action.onBehalfOf;
  const single = only && others.length === 0 ? only.code : null;
  const [candidate, ...more] = action.candidates;
  return {
    // where nobody is to be chosen, naming even the only one is refused
    assignee: action.mustChoose && candidate && more.length === 0 ? candidate.code : null,
    reason: null,
    comment: "",
    isConditional: false,
    conditions: "",
    toStep: null,
    principal: isOwnTurn || !only ? "" : single,
  };
}

/** Whether a return stays in its status, so that a step of the route must be named. */
export function staysInRoute(action: RecordAction, status: string): boolean {
  return action.kind === "RETURN" && action.to === status && action.steps.length > 0;
}

function lines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}

/** What is still to be chosen or written before the action can be run. */
export function unfinished(
  action: RecordAction,
  draft: ActionDraft,
  status: string,
): ReadonlySet<DraftPart> {
  const checks: [DraftPart, boolean][] = [
    ["assignee", action.mustChoose && action.candidates.length > 0 && draft.assignee === null],
    ["reason", action.reasons.length > 0 && draft.reason === null],
    ["conditions", draft.isConditional && lines(draft.conditions).length === 0],
    ["toStep", staysInRoute(action, status) && draft.toStep === null],
    ["principal", draft.principal === null],
  ];
  return new Set(checks.filter(([, isMissing]) => isMissing).map(([part]) => part));
}

/** The call that a finished draft stands for. */
export function runOf(action: RecordAction, draft: ActionDraft, revision: string): ActionRun {
  return {
    action: action.name,
    revision,
    ...(draft.assignee ? { assignee: draft.assignee } : {}),
    ...(draft.reason ? { reason: draft.reason } : {}),
    ...(draft.comment.trim() ? { comment: draft.comment.trim() } : {}),
    ...(draft.isConditional ? { conditions: lines(draft.conditions) } : {}),
    ...(draft.toStep ? { toStep: Number(draft.toStep) } : {}),
    ...(draft.principal ? { onBehalfOf: draft.principal } : {}),
  };
}

/** The fields of an action that are still blank in the record. */
export function blankFields(action: RecordAction, record: WireRecord): string[] {
  return action.required.filter((code) => isBlank(record[code]?.value));
}

/** Whether pressing the action's button is all that it takes, unless it starts a route. */
export function isPlain(action: RecordAction, record: WireRecord): boolean {
  return (
    action.kind === "PLAIN" &&
    !action.mustChoose &&
    action.reasons.length === 0 &&
    action.onBehalfOf.length === 0 &&
    blankFields(action, record).length === 0
  );
}
