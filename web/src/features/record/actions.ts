import { members } from "@/api/people";
import type { Entity, EntityRef, Process, ProcessAction, WireRecord } from "@/api/wire";
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

/** False only where it is certain: who is in a group or an organisation the server knows. */
function mayBe({ type, code }: EntityRef, record: WireRecord, userCode: string): boolean {
  if (type === "USER") return code === userCode;
  if (type !== "FIELD_ENTITY") return true;
  const field = record[code ?? ""];
  if (field?.type === "GROUP_SELECT" || field?.type === "ORGANIZATION_SELECT") return true;
  return asEntities(field?.value).some((one) => one.code === userCode);
}

function mayTry(action: ProcessAction, record: WireRecord, userCode: string): boolean {
  if (action.type === "SECONDARY") {
    const entities = action.executableUser?.entities ?? [];
    return entities.length === 0 || entities.some((one) => mayBe(one.entity, record, userCode));
  }
  const { assignees } = standingOf(record);
  return assignees.length === 0 || assignees.some((one) => one.code === userCode);
}

/** The actions to offer; the server still decides whether they may be taken. */
export function offered(
  process: Process,
  record: WireRecord,
  userCode: string,
): ProcessAction[] {
  const { status } = standingOf(record);
  return (process.actions ?? []).filter(
    (action) => action.from === status && mayTry(action, record, userCode),
  );
}

/** Whether the next status asks the person who acts to name one assignee. */
export function asksForAssignee(process: Process, action: ProcessAction): boolean {
  const assignee = process.states?.[action.to]?.assignee;
  return assignee?.type === "ONE" && assignee.entities.length > 0;
}

async function peopleBehind(entity: EntityRef, record: WireRecord): Promise<Entity[]> {
  const { type, code } = entity;
  if (type === "USER" && code) return [{ code, name: "" }];
  if ((type === "GROUP" || type === "ORGANIZATION") && code) return members(type, code);
  const field =
    type === "CREATOR"
      ? Object.values(record).find((one) => one.type === "CREATOR")
      : record[code ?? ""];
  const found = asEntities(field?.value);
  if (field?.type === "GROUP_SELECT") return expanded("GROUP", found);
  if (field?.type === "ORGANIZATION_SELECT") return expanded("ORGANIZATION", found);
  return found;
}

async function expanded(kind: "GROUP" | "ORGANIZATION", groups: Entity[]): Promise<Entity[]> {
  return (await Promise.all(groups.map((one) => members(kind, one.code)))).flat();
}

/** Everybody who may become the next assignee, each once. */
export async function candidates(
  process: Process,
  action: ProcessAction,
  record: WireRecord,
): Promise<Entity[]> {
  const entities = process.states?.[action.to]?.assignee.entities ?? [];
  const found = await Promise.all(entities.map((one) => peopleBehind(one.entity, record)));
  return [...new Map(found.flat().map((one) => [one.code, one])).values()];
}
