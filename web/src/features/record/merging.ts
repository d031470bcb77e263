/** 競合: two people's changes of one record laid together, field by field, tables row by row. */
import type { FieldMap, FieldProperty, WireValue } from "@/api/wire";
import { asEntities, asFiles } from "@/fields/values";
import {
  type FormRow,
  type FormValues,
  rowsOf,
  type Untyped,
  whyReadOnly,
} from "./form-values";

/** Both changed the same: a person must say which it is to be. */
export interface Clash {
  /** The field's code; for a row of a table with `:` and the row's id. */
  key: string;
  property: FieldProperty;
  /** Counted as the person sees the rows; null for a field of the record itself. */
  row: number | null;
  /** null: this side deleted the row. */
  mine: WireValue | FormRow | null;
  theirs: WireValue | FormRow | null;
}

export type Side = "mine" | "theirs";
export type Choices = ReadonlyMap<string, Side>;

export interface Sides {
  base: FormValues;
  mine: FormValues;
  theirs: FormValues;
}

export interface Merged {
  values: FormValues;
  clashes: Clash[];
  /** What only the other changed, and was taken over by itself. */
  taken: FieldProperty[];
}

/** As it is compared: people by code, files by key; nothing and empty are the same. */
function plain(property: FieldProperty, value: WireValue | undefined): string {
  if (property.type === "FILE") return JSON.stringify(asFiles(value).map((one) => one.fileKey));
  if (property.type.endsWith("_SELECT") && property.type !== "MULTI_SELECT")
    return JSON.stringify(asEntities(value).map((one) => one.code));
  if (value === "" || value === undefined || (Array.isArray(value) && value.length === 0))
    return "null";
  return JSON.stringify(value);
}

function plainRow(table: FieldProperty, row: FormRow | undefined): string {
  if (!row) return "";
  const columns = Object.values(table.fields ?? {});
  return columns.map((column) => plain(column, row.value[column.code])).join("\n");
}

/** Lays the sides together; where both changed the same, the choice counts, and mine without one. */
export function merge(
  fields: FieldMap,
  sides: Sides,
  untyped: Untyped,
  choices: Choices = new Map(),
): Merged {
  const merged: Merged = { values: {}, clashes: [], taken: [] };
  for (const [code, theirs] of Object.entries(sides.theirs)) {
    const property = fields[code];
    if (!property || whyReadOnly(property, untyped) !== null) merged.values[code] = theirs;
    else if (property.type === "SUBTABLE") mergeTable(property, sides, choices, merged);
    else mergeField(property, sides, choices, merged);
  }
  return merged;
}

function mergeField(property: FieldProperty, sides: Sides, choices: Choices, to: Merged): void {
  const { code } = property;
  const [base, mine, theirs] = [sides.base[code], sides.mine[code], sides.theirs[code]].map(
    (value) => value as WireValue,
  );
  const was = plain(property, base);
  const [ours, others] = [plain(property, mine), plain(property, theirs)];
  if (others === was || others === ours) to.values[code] = mine ?? null;
  else if (ours === was) {
    to.values[code] = theirs ?? null;
    to.taken.push(property);
  } else {
    to.clashes.push({
      key: code,
      property,
      row: null,
      mine: mine ?? null,
      theirs: theirs ?? null,
    });
    to.values[code] = (choices.get(code) === "theirs" ? theirs : mine) ?? null;
  }
}

function byId(rows: readonly FormRow[]): Map<string, FormRow> {
  return new Map(rows.flatMap((row) => (row.rowId ? [[row.rowId, row]] : [])));
}

interface Rows {
  was: FormRow | undefined;
  mine: FormRow | undefined;
  theirs: FormRow | undefined;
}

/** Whose row counts: that of whoever changed it alone; null where both did. */
function sideOf(table: FieldProperty, { was, mine, theirs }: Rows): Side | null {
  const before = plainRow(table, was);
  const [ours, others] = [plainRow(table, mine), plainRow(table, theirs)];
  if (others === before || others === ours) return "mine";
  return ours === before ? "theirs" : null;
}

function mergeTable(table: FieldProperty, sides: Sides, choices: Choices, to: Merged): void {
  const [base, theirs] = [sides.base, sides.theirs].map((side) =>
    byId(rowsOf(side[table.code])),
  );
  if (!base || !theirs) return;
  const mine = rowsOf(sides.mine[table.code]);
  const mineById = byId(mine);
  let isTaken = false;
  const settle = (id: string, row: number): FormRow[] => {
    const rows = { was: base.get(id), mine: mineById.get(id), theirs: theirs.get(id) };
    const side = sideOf(table, rows);
    isTaken = isTaken || side === "theirs";
    const key = `${table.code}:${id}`;
    if (side === null) {
      const { mine: ours = null, theirs: others = null } = rows;
      to.clashes.push({ key, property: table, row, mine: ours, theirs: others });
    }
    const chosen = rows[side ?? choices.get(key) ?? "mine"];
    return chosen ? [chosen] : [];
  };
  const place = new Map([...base.keys()].map((id, index) => [id, index]));
  const kept = mine.flatMap((row) =>
    row.rowId ? settle(row.rowId, place.get(row.rowId) ?? 0) : [],
  );
  const gone = [...base.keys()].filter((id) => !mineById.has(id));
  const back = gone.flatMap((id) => settle(id, place.get(id) ?? 0));
  const added = [...theirs.values()].filter((row) => !base.has(row.rowId ?? ""));
  const own = mine.filter((row) => row.rowId === undefined);
  to.values[table.code] = [...kept, ...back, ...added, ...own];
  if (isTaken || added.length > 0) to.taken.push(table);
}
