import type { AskedField, Wording } from "./operators";
import type { Value } from "./syntax";

export interface ValueEditorProps {
  field: AskedField;
  wording: Wording;
  values: readonly Value[];
  /** The names of the statuses, in their order. */
  states: readonly string[];
  /** Says which line it is: "金額の値". */
  label: string;
  onChange: (values: readonly Value[]) => void;
}

export function textOf(value: Value | undefined): string {
  return value?.kind === "text" ? value.text : "";
}
