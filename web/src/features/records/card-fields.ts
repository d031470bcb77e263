import type { FieldProperty, WireRecord } from "@/api/wire";
import { fieldUi } from "@/fields/registry";
import { asText } from "@/fields/values";
import type { ListPlan } from "./list-plan";

interface Named {
  plan: ListPlan;
  numberCode: string;
  titleCode: string | undefined;
}

const SHOWN = 4;

/** The few values that a card shows beside its name. */
export function cardFields({ plan, titleCode }: Named, without: string): FieldProperty[] {
  return plan.columns
    .filter(({ code, type }) => code !== titleCode && code !== without && !fieldUi(type).isLong)
    .slice(0, SHOWN);
}

/** What has to be asked of a record to show its card and to move it. */
export function cardCodes(named: Named, more: readonly string[]): string[] {
  const { plan, numberCode, titleCode } = named;
  const columns = plan.columns.map(({ code }) => code);
  const codes = ["$id", "$revision", numberCode, titleCode ?? "$id", ...columns, ...more];
  return [...new Set(codes)];
}

export function nameOf(record: WireRecord, { numberCode, titleCode }: Named): string {
  const number = asText(record[numberCode]?.value) || asText(record.$id?.value);
  return (titleCode ? asText(record[titleCode]?.value) : "") || number;
}
