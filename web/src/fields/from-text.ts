/** What a person typed or pasted as text, as a field takes it. */
import type { FieldProperty, WireValue } from "@/api/wire";
import { readDate, readTime } from "./date-words";
import { normaliseNumber } from "./numbers";

/** Pasting into these is not understood: people, files. */
const NOT_TEXT = /^(FILE|USER_SELECT|ORGANIZATION_SELECT|GROUP_SELECT|DATETIME|SUBTABLE)$/;

export interface Today {
  /** `2026-11-25` where the reader is. */
  today: string;
}

function optionOf(property: FieldProperty, text: string): string {
  const wanted = text.trim().normalize("NFKC");
  const found = Object.entries(property.options ?? {}).find(
    ([name, { label }]) =>
      name.normalize("NFKC") === wanted || label.normalize("NFKC") === wanted,
  );
  return found?.[0] ?? text.trim();
}

/** undefined where a text means nothing to the field: what is there stays. */
export function fromText(
  property: FieldProperty,
  text: string,
  { today }: Today,
): WireValue | undefined {
  if (NOT_TEXT.test(property.type)) return undefined;
  switch (property.type) {
    case "NUMBER":
      return normaliseNumber(text);
    case "DATE":
      return text.trim() === "" ? null : (readDate(text, today) ?? text.trim());
    case "TIME":
      return text.trim() === "" ? null : (readTime(text) ?? text.trim());
    case "DROP_DOWN":
    case "RADIO_BUTTON":
      return text.trim() === "" ? null : optionOf(property, text);
    case "CHECK_BOX":
    case "MULTI_SELECT":
      return text
        .split(/[,、\n]/)
        .map((one) => optionOf(property, one))
        .filter((one) => one !== "");
    default:
      return text;
  }
}
