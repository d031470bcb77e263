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
