import type { AppDefinition } from "@/api/apps";
import { inFormOrder } from "@/api/definition";
import { allOf, quote } from "@/api/kintone-query";
import type { FieldProperty } from "@/api/wire";
import type { ListPlan } from "../list-plan";
import { writeOrder } from "../sort-order";

/** One column of a board: the records that have a value. */
export interface Lane {
  /** The value; "" for none. */
  value: string;
  label: string;
}

/** The fields by whose values records can stand in columns. */
export function boardFields({ fields, layout, process }: AppDefinition): FieldProperty[] {
  return inFormOrder(fields, layout).filter(({ type, enabled }) => {
    if (type === "STATUS") return process.enable && enabled !== false;
    return type === "DROP_DOWN" || type === "RADIO_BUTTON";
  });
}

/** The field of the board: the view's, else the status, else the first choice. */
export function boardField(definition: AppDefinition, plan: ListPlan): FieldProperty | null {
  const possible = boardFields(definition);
  const named = possible.find(({ code }) => code === plan.group);
  const status = possible.find(({ type }) => type === "STATUS");
  return named ?? status ?? possible[0] ?? null;
}

export function lanesOf(
  { process }: AppDefinition,
  field: FieldProperty,
  noValue: string,
): Lane[] {
  if (field.type === "STATUS") {
    return Object.values(process.states ?? {})
      .sort((a, b) => Number(a.index) - Number(b.index))
      .map(({ name }) => ({ value: name, label: name }));
  }
  const options = Object.entries(field.options ?? {})
    .sort(([, a], [, b]) => Number(a.index) - Number(b.index))
    .map(([value, { label }]) => ({ value, label }));
  return field.required ? options : [{ value: "", label: noValue }, ...options];
}

/** The records of a lane, in the list's order, as a question without a limit. */
export function laneQuery(plan: ListPlan, field: FieldProperty, lane: Lane): string {
  const own = `${field.code} in (${quote(lane.value)})`;
  const order = plan.sort.length > 0 ? `order by ${writeOrder(plan.sort)}` : "";
  return [allOf([plan.condition, own]), order].filter(Boolean).join(" ");
}
