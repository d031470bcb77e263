import {
  type AskedField,
  operatorOf,
  takesNothing,
  type Wording,
  wordingsOf,
} from "./operators";
import type { Comparison } from "./syntax";

/** The wording under which the builder shows a comparison; undefined where it has none. */
export function lineFor(comparison: Comparison, field: AskedField): Wording | undefined {
  const [value, ...others] = comparison.values;
  const isOfNothing = value?.kind === "text" && value.text === "" && others.length === 0;
  return wordingsOf(field).find((wording) => {
    const written = operatorOf(wording, field);
    if (written.operator !== comparison.operator) return false;
    if (takesNothing(wording)) return written.isOfNothing ? isOfNothing : true;
    return !isOfNothing;
  });
}
