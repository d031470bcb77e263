/** Writes kintone's query language; every value from outside goes through `quote`. */
import type { FieldKey } from "./field-keys";
import type { FieldMap } from "./wire";

const SEARCHED: ReadonlySet<FieldKey> = new Set<FieldKey>([
  "SINGLE_LINE_TEXT",
  "MULTI_LINE_TEXT",
  "RICH_TEXT",
  "LINK",
  "FILE",
]);

/** A string literal: quotes and backslashes escaped, line breaks made plain. */
export function quote(value: string): string {
  const escaped = value.replace(/\\/g, "\\\\").replace(/"/g, '\\"');
  return `"${escaped.replace(/\r/g, "\\r").replace(/\n/g, "\\n").replace(/\t/g, "\\t")}"`;
}

/** The codes a search box looks into: text outside and inside tables. */
export function searchableCodes(fields: FieldMap): string[] {
  return Object.values(fields).flatMap((property) => {
    if (property.type === "SUBTABLE") return searchableCodes(property.fields ?? {});
    return SEARCHED.has(property.type) ? [property.code] : [];
  });
}

/** Every word must be somewhere: `(a like "w" or b like "w") and (…)`. Empty when no words. */
export function searchCondition(words: string, fields: FieldMap): string {
  const codes = searchableCodes(fields);
  const parts = words.split(/[\s\u3000]+/).filter(Boolean);
  if (codes.length === 0) return "";
  return parts
    .map((word) => codes.map((code) => `${code} like ${quote(word)}`).join(" or "))
    .map((condition) => `(${condition})`)
    .join(" and ");
}

/** Joins conditions that must all hold; blank ones are left out. */
export function allOf(conditions: readonly string[]): string {
  const real = conditions.filter((condition) => condition.trim() !== "");
  return real.length > 1 ? real.map((one) => `(${one})`).join(" and ") : (real[0] ?? "");
}

export interface Window {
  sort: string;
  limit: number;
  offset: number;
}

export function toQueryText(condition: string, { sort, limit, offset }: Window): string {
  const order = sort ? `order by ${sort}` : "";
  return [condition, order, `limit ${limit}`, `offset ${offset}`].filter(Boolean).join(" ");
}
