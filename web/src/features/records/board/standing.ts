import type { Entity, WireRecord } from "@/api/wire";
import { asEntities } from "@/fields/values";

/** Whose turn it is, where the record says so. */
export function standingOf(record: WireRecord): { assignees: Entity[] } {
  const field = Object.values(record).find(({ type }) => type === "STATUS_ASSIGNEE");
  return { assignees: asEntities(field?.value) };
}
