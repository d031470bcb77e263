import { quote } from "@/api/kintone-query";
import type { Argument, Comparison, Expression } from "./syntax";

/** The condition as text that reads back to an equal one. */
export function writeCondition(expression: Expression | null): string {
  if (expression === null) return "";
  if (expression.kind === "comparison") return writeComparison(expression);
  const inBrackets = (term: Expression): string =>
    term.kind === "any" ? `(${writeCondition(term)})` : writeCondition(term);
  return expression.terms
    .map(expression.kind === "all" ? inBrackets : writeCondition)
    .join(expression.kind === "all" ? " and " : " or ");
}

function writeComparison({ field, operator, values }: Comparison): string {
  const written = values.map(writeValue).join(", ");
  if (operator === "in" || operator === "not in") return `${field} ${operator} (${written})`;
  return values.length === 0 ? `${field} ${operator}` : `${field} ${operator} ${written}`;
}

/** A value, a function or one of its arguments. */
export function writeValue(value: Argument): string {
  if (value.kind === "word") return value.word;
  if (value.kind === "text") return quote(value.text);
  return `${value.name}(${value.args.map(writeValue).join(", ")})`;
}
