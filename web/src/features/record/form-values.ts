/** Between a record as it travels and a form as it is filled in. */

import type { Changes } from "@/api/records";
import type { User } from "@/api/session";
import type {
  Entity,
  EntityRef,
  FieldMap,
  FieldProperty,
  TableRow,
  WireRecord,
  WireValue,
} from "@/api/wire";
import { inputOf } from "@/fields/inputs/registry";
import { timeNow, today } from "@/fields/moments";
import { fieldUi } from "@/fields/registry";
import { asFiles, asRows } from "@/fields/values";

/** Who fills the form in: what LOGINUSER() and PRIMARY_ORGANIZATION() stand for. */
export interface Filler extends User {
  organization: Entity | null;
}

export interface FormRow {
  rowId?: string;
  value: { [code: string]: WireValue };
}

export type FormValues = { [code: string]: WireValue | FormRow[] };

/** What editing began with: a record as it was read, and the form of it. */
export interface Base {
  /** null: a new record. */
  record: WireRecord | null;
  /** A change is whatever differs from this. */
  values: FormValues;
}

export type Why = "automatic" | "calculated" | "copied" | "locked" | "frozen";

/** The fields that are not for this person to type into: a look-up fills them, or a rule says so. */
export interface Untyped {
  copied: ReadonlySet<string>;
  locked: ReadonlySet<string>;
  /** Those of them that nobody writes in the record's status. */
  frozen?: ReadonlySet<string>;
}

/** Why nobody types into this field; null when a person does. */
export function whyReadOnly(property: FieldProperty, untyped: Untyped): Why | null {
  if (property.type === "CALC" || property.expression) return "calculated";
  if (untyped.copied.has(property.code)) return "copied";
  if (property.numbering?.pattern) return "automatic";
  if (property.type !== "SUBTABLE" && inputOf(property.type) === null) return "automatic";
  if (untyped.frozen?.has(property.code)) return "frozen";
  return untyped.locked.has(property.code) ? "locked" : null;
}

const HAS_VALUE = (property: FieldProperty): boolean =>
  property.type !== "GROUP" && property.type !== "REFERENCE_TABLE";

function entities(refs: readonly EntityRef[], user: Filler): Entity[] {
  return refs.flatMap(({ type, code }) => {
    if (code === "LOGINUSER()") return [{ code: user.code, name: user.name }];
    if (type === "FUNCTION") return user.organization ? [user.organization] : [];
    return code ? [{ code, name: code }] : [];
  });
}

const PEOPLE = new Set(["USER_SELECT", "ORGANIZATION_SELECT", "GROUP_SELECT"]);

function nowFor(property: FieldProperty, user: Filler): string {
  if (property.type === "DATE") return today(user.timezone);
  if (property.type === "TIME") return timeNow(user.timezone);
  return new Date().toISOString().replace(/:\d\d\.\d+Z$/, ":00Z");
}

/** Whether the form must know its filler's organisation before it is shown. */
export function asksForOrganization(fields: FieldMap): boolean {
  return JSON.stringify(fields).includes('"PRIMARY_ORGANIZATION()"');
}

/** What an untouched field of a new record holds; the server would put the same. */
export function defaultOf(property: FieldProperty, user: Filler): WireValue {
  const { defaultValue, defaultNowValue, type } = property;
  if (defaultNowValue) return nowFor(property, user);
  if (PEOPLE.has(type)) return entities((defaultValue ?? []) as EntityRef[], user);
  if (type === "RADIO_BUTTON" && !defaultValue) return firstOption(property);
  if (defaultValue === undefined || defaultValue.length === 0) return fieldUi(type).blank;
  return defaultValue as WireValue;
}

function firstOption(property: FieldProperty): string | null {
  const options = Object.entries(property.options ?? {});
  return options.find(([, option]) => option.index === "0")?.[0] ?? null;
}

export function newRow(property: FieldProperty, user: Filler): FormRow {
  const columns = Object.values(property.fields ?? {});
  return { value: Object.fromEntries(columns.map((one) => [one.code, defaultOf(one, user)])) };
}

/** A form for a record that does not exist yet. */
export function blankForm(fields: FieldMap, user: Filler): FormValues {
  const own = Object.values(fields).filter(HAS_VALUE);
  return Object.fromEntries(
    own.map((one) => [
      one.code,
      one.type === "SUBTABLE" ? [newRow(one, user)] : defaultOf(one, user),
    ]),
  );
}

function toRow(row: TableRow, isCopy: boolean): FormRow {
  const value = Object.fromEntries(
    Object.entries(row.value).map(([code, field]) => [code, field.value]),
  );
  return isCopy || row.id === undefined ? { value } : { rowId: row.id, value };
}

/** A record's values in the form; a copy takes neither row ids nor files. */
export function formOf(fields: FieldMap, record: WireRecord, isCopy = false): FormValues {
  const own = Object.values(fields).filter(HAS_VALUE);
  return Object.fromEntries(
    own.map((one) => {
      const value = record[one.code]?.value ?? fieldUi(one.type).blank;
      if (one.type === "SUBTABLE")
        return [one.code, asRows(value).map((row) => toRow(row, isCopy))];
      return [one.code, isCopy && one.type === "FILE" ? [] : value];
    }),
  );
}

const WRITTEN = new Set(["SINGLE_LINE_TEXT", "NUMBER", "LINK", "MULTI_LINE_TEXT", "DATE"]);

/** Values that an address gives a new record: of what is written as text, as far as it is there. */
export function presetOf(fields: FieldMap, preset: { [code: string]: string }): FormValues {
  const known = Object.entries(preset).filter(([code]) =>
    WRITTEN.has(fields[code]?.type ?? ""),
  );
  return Object.fromEntries(known);
}

export function rowsOf(value: FormValues[string] | undefined): FormRow[] {
  return Array.isArray(value) ? value.filter(isRow) : [];
}

function isRow(item: unknown): item is FormRow {
  return typeof item === "object" && item !== null && "value" in item;
}

/** What is sent for one value: files by key, people by code. */
function outgoing(property: FieldProperty, value: WireValue): WireValue {
  if (property.type !== "FILE") return value;
  return asFiles(value).map(({ fileKey }) => ({ fileKey })) as WireValue;
}

function outgoingRows(property: FieldProperty, rows: FormRow[], untyped: Untyped): TableRow[] {
  const columns = Object.values(property.fields ?? {}).filter(
    (column) => whyReadOnly(column, untyped) === null,
  );
  return rows.map((row) => ({
    ...(row.rowId ? { id: row.rowId } : {}),
    value: Object.fromEntries(
      columns.map((column) => {
        const value = row.value[column.code] ?? fieldUi(column.type).blank;
        return [column.code, { value: outgoing(column, value) }];
      }),
    ),
  }));
}

/** Empty rows at the end of a table were only an invitation to type. */
function trimmed(rows: FormRow[], blank: FormRow): FormRow[] {
  const untouched = JSON.stringify(blank.value);
  const last = rows.findLastIndex(
    (row) => row.rowId !== undefined || JSON.stringify(row.value) !== untouched,
  );
  return rows.slice(0, last + 1);
}

/** The fields a person changed, as the server takes them. Nothing else is sent. */
export function changesOf(
  fields: FieldMap,
  before: FormValues,
  now: FormValues,
  context: Untyped & { user: Filler },
): Changes {
  const { user } = context;
  const changes: Changes = {};
  for (const property of Object.values(fields)) {
    const { code } = property;
    if (!HAS_VALUE(property) || whyReadOnly(property, context) !== null) continue;
    if (property.type === "SUBTABLE") {
      const blank = newRow(property, user);
      const send = (value: FormValues[string] | undefined): TableRow[] =>
        outgoingRows(property, trimmed(rowsOf(value), blank), context);
      const rows = send(now[code]);
      if (JSON.stringify(rows) !== JSON.stringify(send(before[code])))
        changes[code] = { value: rows };
    } else if (JSON.stringify(now[code]) !== JSON.stringify(before[code])) {
      changes[code] = { value: outgoing(property, now[code] as WireValue) };
    }
  }
  return changes;
}
