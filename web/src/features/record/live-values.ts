/** What an evaluation answers, put into the form. */
import type { FieldMap, FieldProperty, WireRecord, WireValue } from "@/api/wire";
import { asRows } from "@/fields/values";
import {
  type FormRow,
  type FormValues,
  rowsOf,
  type Untyped,
  whyReadOnly,
} from "./form-values";

export interface Placing {
  name: string;
  value: WireValue;
}

const TYPED_BY_NOBODY = new Set(["calculated", "copied", "automatic"]);

function isGiven(property: FieldProperty, untyped: Untyped): boolean {
  const why = whyReadOnly(property, untyped);
  return why !== null && TYPED_BY_NOBODY.has(why);
}

function differs(now: WireValue | undefined, next: WireValue): boolean {
  return JSON.stringify(now ?? null) !== JSON.stringify(next);
}

function inTable(
  table: FieldProperty,
  rows: readonly FormRow[],
  answer: WireValue,
  untyped: Untyped,
): Placing[] {
  const columns = Object.values(table.fields ?? {}).filter((one) => isGiven(one, untyped));
  return asRows(answer).flatMap((line, index) => {
    const row = rows[index];
    if (!row) return [];
    return columns.flatMap(({ code }) => {
      const field = line.value[code];
      if (!field || !differs(row.value[code], field.value)) return [];
      return [{ name: `${table.code}.${index}.value.${code}`, value: field.value }];
    });
  });
}

/** The inputs whose value is another now. Only what nobody types: words of people stay theirs. */
export function placings(
  fields: FieldMap,
  values: WireRecord,
  now: FormValues,
  untyped: Untyped,
): Placing[] {
  return Object.values(fields).flatMap((property) => {
    const field = values[property.code];
    if (!field) return [];
    const { code } = property;
    if (property.type === "SUBTABLE")
      return inTable(property, rowsOf(now[code]), field.value, untyped);
    if (!isGiven(property, untyped) || !differs(now[code] as WireValue, field.value)) return [];
    return [{ name: code, value: field.value }];
  });
}
