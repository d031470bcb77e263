/** A condition of kintone's query language, taken apart. The server's grammar is the measure. */

export type Operator =
  | "="
  | "!="
  | ">"
  | "<"
  | ">="
  | "<="
  | "in"
  | "not in"
  | "like"
  | "not like"
  | "is empty"
  | "is not empty";

/** A text, a number (both are compared by the field's type), or a function. */
export type Value =
  | { kind: "text"; text: string }
  | { kind: "call"; name: string; args: readonly Argument[] };

/** What a function takes: bare words, and for BIZDAY and NTHBIZDAY also texts and functions. */
export type Argument = Value | { kind: "word"; word: string };

export interface Comparison {
  kind: "comparison";
  /** A code, or `関連.金額` for a field of related records. */
  field: string;
  operator: Operator;
  values: readonly Value[];
}

export interface Junction {
  kind: "all" | "any";
  terms: readonly Expression[];
}

export type Expression = Comparison | Junction;

export function textValue(text: string): Value {
  return { kind: "text", text };
}

export function callValue(name: string, ...words: string[]): Value {
  return { kind: "call", name, args: words.map((word) => ({ kind: "word", word })) };
}

/** Joins terms, taking nested junctions of the same kind apart, as the server does. */
export function junction(kind: "all" | "any", terms: readonly Expression[]): Expression {
  const flat = terms.flatMap((term) => (term.kind === kind ? [...term.terms] : [term]));
  const [only, ...others] = flat;
  return only !== undefined && others.length === 0 ? only : { kind, terms: flat };
}

/** Every comparison, from left to right. */
export function comparisonsOf(expression: Expression | null): Comparison[] {
  if (expression === null) return [];
  if (expression.kind === "comparison") return [expression];
  return expression.terms.flatMap(comparisonsOf);
}
