import type { FieldKey } from "@/api/field-keys";
import type { FieldMap, FieldProperty } from "@/api/wire";
import type { Operator } from "./syntax";

/** How a field compares: which words are offered and which value is asked for. */
export type Comparable =
  | "line"
  | "text"
  | "rich"
  | "number"
  | "date"
  | "time"
  | "choice"
  | "people"
  | "state"
  | "file";

/** `empty` and `filled` are written in each type's own way. */
export type Wording = Exclude<Operator, "is empty" | "is not empty"> | "empty" | "filled";

const LINE: readonly Wording[] = [
  "like",
  "not like",
  "=",
  "!=",
  "in",
  "not in",
  "empty",
  "filled",
];
const ORDER: readonly Wording[] = ["=", "!=", ">=", "<=", ">", "<", "empty", "filled"];
const AMONG: readonly Wording[] = ["in", "not in", "empty", "filled"];

const WORDINGS: Record<Comparable, readonly Wording[]> = {
  line: LINE,
  text: ["like", "not like", "empty", "filled"],
  rich: ["like", "not like"],
  number: [...ORDER.slice(0, 6), "in", "not in", "empty", "filled"],
  date: ORDER,
  time: ORDER,
  choice: AMONG,
  people: AMONG,
  state: ["in", "not in", "=", "!="],
  file: ["like", "not like", "empty", "filled"],
};

const COMPARABLE: Partial<Record<FieldKey, Comparable>> = {
  RECORD_NUMBER: "number",
  CREATOR: "people",
  CREATED_TIME: "date",
  MODIFIER: "people",
  UPDATED_TIME: "date",
  STATUS: "state",
  STATUS_ASSIGNEE: "people",
  SINGLE_LINE_TEXT: "line",
  MULTI_LINE_TEXT: "text",
  RICH_TEXT: "rich",
  NUMBER: "number",
  CALC: "number",
  CHECK_BOX: "choice",
  RADIO_BUTTON: "choice",
  MULTI_SELECT: "choice",
  DROP_DOWN: "choice",
  DATE: "date",
  TIME: "time",
  DATETIME: "date",
  LINK: "line",
  FILE: "file",
  USER_SELECT: "people",
  ORGANIZATION_SELECT: "people",
  GROUP_SELECT: "people",
};

/** Of these nothing is ever empty. */
const ALWAYS: ReadonlySet<FieldKey> = new Set<FieldKey>([
  "RECORD_NUMBER",
  "CREATOR",
  "CREATED_TIME",
  "MODIFIER",
  "UPDATED_TIME",
]);
/** These have `is empty`; the others are compared with "". */
const WITH_EMPTY: ReadonlySet<FieldKey> = new Set<FieldKey>([
  "MULTI_LINE_TEXT",
  "FILE",
  "USER_SELECT",
  "ORGANIZATION_SELECT",
  "GROUP_SELECT",
]);
const FUNCTIONS_OF_PEOPLE: Partial<Record<FieldKey, string>> = {
  CREATOR: "LOGINUSER",
  MODIFIER: "LOGINUSER",
  STATUS_ASSIGNEE: "LOGINUSER",
  USER_SELECT: "LOGINUSER",
  ORGANIZATION_SELECT: "PRIMARY_ORGANIZATION",
};

/** A field that a condition may ask about, and the table that it is a column of. */
export interface AskedField {
  property: FieldProperty;
  comparable: Comparable;
  table: FieldProperty | null;
}

/** Every field that can be asked about, by code, columns of tables too. */
export function askedFields(fields: FieldMap): ReadonlyMap<string, AskedField> {
  const found = new Map<string, AskedField>();
  const add = (property: FieldProperty, table: FieldProperty | null): void => {
    const comparable = COMPARABLE[property.type];
    if (comparable && property.enabled !== false)
      found.set(property.code, { property, comparable, table });
  };
  for (const property of Object.values(fields)) {
    if (property.type === "SUBTABLE") {
      for (const column of Object.values(property.fields ?? {})) add(column, property);
    } else add(property, null);
  }
  return found;
}

/** The words offered for a field, the likeliest first. */
export function wordingsOf(field: AskedField): readonly Wording[] {
  const isInTable = field.table !== null;
  const ofMany: readonly Wording[] = isInTable ? ["in", "not in"] : [];
  const wordings = WORDINGS[field.comparable].filter((wording) => {
    if (wording === "=" || wording === "!=") return !isInTable;
    if (wording === "empty" || wording === "filled") return mayBeEmpty(field);
    return true;
  });
  return [...new Set([...wordings, ...ofMany])];
}

function mayBeEmpty({ property, table }: AskedField): boolean {
  if (ALWAYS.has(property.type)) return false;
  return table === null || WITH_EMPTY.has(property.type);
}

/** How a wording is written for a field: the operator, and for emptiness whether it takes "". */
export function operatorOf(
  wording: Wording,
  { property, comparable }: AskedField,
): { operator: Operator; isOfNothing: boolean } {
  if (wording !== "empty" && wording !== "filled")
    return { operator: wording, isOfNothing: false };
  const isDenied = wording === "filled";
  if (WITH_EMPTY.has(property.type))
    return { operator: isDenied ? "is not empty" : "is empty", isOfNothing: false };
  const isAmong = comparable === "choice" || comparable === "people";
  const positive: Operator = isAmong ? "in" : "=";
  const negative: Operator = isAmong ? "not in" : "!=";
  return { operator: isDenied ? negative : positive, isOfNothing: true };
}

/** The function that stands for whoever looks; undefined where there is none. */
export function whoeverLooks(property: FieldProperty): string | undefined {
  return FUNCTIONS_OF_PEOPLE[property.type];
}

export function takesMany(wording: Wording): boolean {
  return wording === "in" || wording === "not in";
}

export function takesNothing(wording: Wording): boolean {
  return wording === "empty" || wording === "filled";
}
