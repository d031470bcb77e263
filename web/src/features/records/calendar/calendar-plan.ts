import type { AppDefinition } from "@/api/apps";
import { inFormOrder } from "@/api/definition";
import { allOf } from "@/api/kintone-query";
import type { FieldProperty } from "@/api/wire";
import type { ListPlan } from "../list-plan";

/** The fields whose days records can stand on. */
export function calendarFields({ fields, layout }: AppDefinition): FieldProperty[] {
  const days = inFormOrder(fields, layout).filter(
    ({ type, enabled }) => (type === "DATE" || type === "DATETIME") && enabled !== false,
  );
  const stamps = Object.values(fields).filter(
    ({ type, enabled }) =>
      (type === "CREATED_TIME" || type === "UPDATED_TIME") && enabled !== false,
  );
  return [...days, ...stamps];
}

export function calendarField(definition: AppDefinition, plan: ListPlan): FieldProperty | null {
  const possible = calendarFields(definition);
  return possible.find(({ code }) => code === plan.group) ?? possible[0] ?? null;
}

/** Whether a day can be written: the stamps cannot. */
export function isWritable({ type }: FieldProperty): boolean {
  return type === "DATE" || type === "DATETIME";
}

/** The records of some days (`2026-04-01`, the last one not included), in the list's condition. */
export function daysQuery(
  plan: ListPlan,
  { code, type }: FieldProperty,
  first: string,
  after: string,
): string {
  const bound = (day: string): string => (type === "DATE" ? `"${day}"` : `"${day}T00:00:00Z"`);
  const within = `${code} >= ${bound(first)} and ${code} < ${bound(after)}`;
  return `${allOf([plan.condition, within])} order by ${code} asc`;
}
