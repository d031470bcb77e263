import type { Rights } from "@/api/rights";
import type { RecordAction } from "@/api/routes";
import type { FieldProperty, Process, WireRecord } from "@/api/wire";
import { blankFields, staysInRoute } from "@/process/action-draft";

/** Whether a record may go into a lane, and how; said before it is dropped where known. */
export type Verdict =
  | { kind: "here" }
  | { kind: "edit" }
  /** One of these leads there; more than one: the person chooses. */
  | { kind: "action"; actions: readonly RecordAction[] }
  | { kind: "refused"; reason: Refusal };

/** Why not: the key of a sentence. */
export type Refusal = "noWay" | "notYou" | "noRight";

interface Known {
  process: Process;
  actions: readonly RecordAction[];
  rights: Rights;
}

/** What would happen if a record went from a lane into another. */
export function verdictOf(
  field: FieldProperty,
  from: string,
  to: string,
  { process, actions, rights }: Known,
): Verdict {
  if (from === to) return { kind: "here" };
  if (field.type !== "STATUS") {
    const mayWrite =
      rights.record?.includes("edit") === true && rights.fields[field.code]?.writes !== false;
    return mayWrite ? { kind: "edit" } : { kind: "refused", reason: "noRight" };
  }
  const leading = actions.filter((action) => action.to === to);
  if (leading.length > 0) return { kind: "action", actions: leading };
  const isAWay = (process.actions ?? []).some((one) => one.from === from && one.to === to);
  return { kind: "refused", reason: isAWay ? "notYou" : "noWay" };
}

const ASKS_ALWAYS: ReadonlySet<string> = new Set(["RETURN", "REJECT", "WITHDRAW"]);

/** Whether dropping is all that it takes; otherwise the action asks for something first. */
export function runsAtOnce(
  actions: readonly RecordAction[],
  record: WireRecord,
  status: string,
): RecordAction | null {
  const [action, ...others] = actions;
  if (!action || others.length > 0 || ASKS_ALWAYS.has(action.kind)) return null;
  const asks =
    action.mustChoose ||
    action.reasons.length > 0 ||
    action.onBehalfOf.length > 0 ||
    staysInRoute(action, status) ||
    blankFields(action, record).length > 0;
  return asks ? null : action;
}
