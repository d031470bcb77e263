import type { Rights } from "@/api/rights";
import type { RecordAction } from "@/api/routes";
import type { Entity, WireRecord } from "@/api/wire";
import { asEntities, asText } from "@/fields/values";

export interface Standing {
  status: string;
  assignees: Entity[];
}

/** Where a record stands in its process. */
export function standingOf(record: WireRecord): Standing {
  const all = Object.values(record);
  const status = all.find((field) => field.type === "STATUS");
  const assignees = all.find((field) => field.type === "STATUS_ASSIGNEE");
  return { status: asText(status?.value), assignees: asEntities(assignees?.value) };
}

/** Opinions are asked for by those who may edit in the app. */
export function mayAsk(rights: Rights): boolean {
  return rights.app.includes("edit");
}

/** A turn is handed over by those whose turn it is, who stand in for them, or manage the app. */
export function mayReassign(
  rights: Rights,
  { assignees }: Standing,
  userCode: string,
  actions: readonly RecordAction[],
): boolean {
  if (assignees.length === 0 || !rights.app.includes("edit")) return false;
  const isTheirTurn = assignees.some((one) => one.code === userCode);
  const standsIn = actions.some((action) => action.onBehalfOf.length > 0);
  return isTheirTurn || standsIn || rights.app.includes("manage");
}
