import type { LayoutItem } from "@/api/wire";

/** The columns of a table as the layout orders them. */
export function tableOrder(layout: readonly LayoutItem[], code: string): string[] {
  const item = layout.find((one) => one.type === "SUBTABLE" && one.code === code);
  return item?.type === "SUBTABLE" ? item.fields.flatMap((field) => field.code ?? []) : [];
}
