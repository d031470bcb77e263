import { lineFor } from "./lines";
import {
  type AskedField,
  operatorOf,
  takesMany,
  takesNothing,
  type Wording,
  wordingsOf,
} from "./operators";
import { parseCondition } from "./parser";
import { type Comparison, type Expression, junction, type Value } from "./syntax";
import { writeCondition } from "./writer";

/** One line of the builder: field, wording, values. */
export interface FilterRow {
  kind: "row";
  field: string;
  wording: Wording;
  values: readonly Value[];
}

/** A part that has no line: kept as it was written, and shown as text. */
export interface FilterText {
  kind: "text";
  expression: Expression;
}

export interface FilterGroup {
  kind: "group";
  joint: "all" | "any";
  items: readonly (FilterRow | FilterText)[];
}

export type FilterItem = FilterRow | FilterText | FilterGroup;

/** A condition as the builder shows it: lines, and one level of groups. */
export interface Filter {
  joint: "all" | "any";
  items: readonly FilterItem[];
}

type Asked = ReadonlyMap<string, AskedField>;

/** A condition's text for the builder; undefined when the server would not take it either. */
export function readFilter(text: string, asked: Asked): Filter | undefined {
  const expression = parseCondition(text);
  return expression === undefined ? undefined : filterOf(expression, asked);
}

export function filterOf(expression: Expression | null, asked: Asked): Filter {
  if (expression === null) return { joint: "all", items: [] };
  if (expression.kind === "comparison")
    return { joint: "all", items: [lineOf(expression, asked)] };
  const item = (term: Expression): FilterItem =>
    term.kind === "comparison" ? lineOf(term, asked) : groupOf(term, asked);
  return { joint: expression.kind, items: expression.terms.map(item) };
}

function groupOf({ kind, terms }: Exclude<Expression, Comparison>, asked: Asked): FilterGroup {
  const items = terms.map((term) =>
    term.kind === "comparison"
      ? lineOf(term, asked)
      : ({ kind: "text", expression: term } as const),
  );
  return { kind: "group", joint: kind, items };
}

function lineOf(comparison: Comparison, asked: Asked): FilterRow | FilterText {
  const field = asked.get(comparison.field);
  const wording = field ? lineFor(comparison, field) : undefined;
  if (wording === undefined) return { kind: "text", expression: comparison };
  const values = takesNothing(wording) ? [] : comparison.values;
  return { kind: "row", field: comparison.field, wording, values };
}

/** The condition that a filter stands for; lines without a value are left out. */
export function expressionOf(filter: Filter, asked: Asked): Expression | null {
  const terms = filter.items.flatMap((item) => termOf(item, asked) ?? []);
  return terms.length === 0 ? null : junction(filter.joint, terms);
}

export function writeFilter(filter: Filter, asked: Asked): string {
  return writeCondition(expressionOf(filter, asked));
}

function termOf(item: FilterItem, asked: Asked): Expression | null {
  if (item.kind === "text") return item.expression;
  if (item.kind === "group") {
    const terms = item.items.flatMap((each) => termOf(each, asked) ?? []);
    return terms.length === 0 ? null : junction(item.joint, terms);
  }
  const field = asked.get(item.field);
  if (field === undefined || !isFinished(item)) return null;
  const { operator, isOfNothing } = operatorOf(item.wording, field);
  const nothing = isOfNothing ? [{ kind: "text" as const, text: "" }] : [];
  const values = takesNothing(item.wording) ? nothing : item.values;
  return { kind: "comparison", field: item.field, operator, values };
}

/** Whether a line says something already. */
export function isFinished({ wording, values }: FilterRow): boolean {
  if (takesNothing(wording)) return true;
  if (takesMany(wording)) return values.length > 0;
  const [value] = values;
  return value !== undefined && !(value.kind === "text" && value.text === "");
}

/** The line anew after another wording was chosen: what still fits is kept. */
export function withWording(row: FilterRow, wording: Wording): FilterRow {
  const values = takesNothing(wording)
    ? []
    : takesMany(wording)
      ? row.values
      : row.values.slice(0, 1);
  return { ...row, wording, values };
}

/** A new line for a field, as most people would begin it. */
export function newRow(field: AskedField): FilterRow {
  const wording = wordingsOf(field)[0] ?? "=";
  return { kind: "row", field: field.property.code, wording, values: [] };
}
