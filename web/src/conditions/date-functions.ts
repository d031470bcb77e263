import { type Argument, callValue, type Value } from "./syntax";

/** Days that the builder offers by name; `TODAY` is "今日". */
export const NAMED_DAYS = [
  "TODAY",
  "YESTERDAY",
  "TOMORROW",
  "THIS_WEEK",
  "LAST_WEEK",
  "NEXT_WEEK",
  "THIS_MONTH",
  "LAST_MONTH",
  "NEXT_MONTH",
  "THIS_YEAR",
  "LAST_YEAR",
  "NEXT_YEAR",
  "THIS_FISCAL_YEAR",
  "LAST_FISCAL_YEAR",
  "NEXT_FISCAL_YEAR",
] as const;

export type NamedDay = (typeof NAMED_DAYS)[number];

export const UNITS = ["DAYS", "WEEKS", "MONTHS", "YEARS"] as const;
export type Unit = (typeof UNITS)[number];

/** A day as it is chosen: itself, by name, so far from today, or so many business days away. */
export type ChosenDay =
  | { by: "day"; text: string }
  | { by: "name"; name: NamedDay }
  | { by: "now" }
  | { by: "distance"; amount: number; unit: Unit }
  | { by: "business"; amount: number };

const WHOLE = /^[+-]?[0-9]{1,9}$/;

function isNamed(name: string): name is NamedDay {
  return (NAMED_DAYS as readonly string[]).includes(name);
}

/** How a value would be chosen; null for functions that have no choice in the builder. */
export function chosenDay(value: Value | undefined): ChosenDay | null {
  if (value === undefined) return { by: "day", text: "" };
  if (value.kind === "text") return { by: "day", text: value.text };
  const { name, args } = value;
  if (args.length === 0 && isNamed(name)) return { by: "name", name };
  if (args.length === 0 && name === "NOW") return { by: "now" };
  return name === "FROM_TODAY" || name === "BIZDAY" ? distant(name, args) : null;
}

function distant(name: string, [first, second, third]: readonly Argument[]): ChosenDay | null {
  if (third !== undefined || second?.kind !== "word") return null;
  if (name === "BIZDAY") {
    const isToday = first?.kind === "call" && first.name === "TODAY";
    const isWhole = isToday && WHOLE.test(second.word);
    return isWhole ? { by: "business", amount: Number(second.word) } : null;
  }
  const unit = UNITS.find((one) => one === second.word.toUpperCase());
  if (first?.kind !== "word" || !WHOLE.test(first.word) || !unit) return null;
  return { by: "distance", amount: Number(first.word), unit };
}

export function valueOfDay(chosen: ChosenDay): Value {
  switch (chosen.by) {
    case "day":
      return { kind: "text", text: chosen.text };
    case "name":
      return callValue(chosen.name);
    case "now":
      return callValue("NOW");
    case "distance":
      return callValue("FROM_TODAY", String(chosen.amount), chosen.unit);
    case "business":
      return {
        kind: "call",
        name: "BIZDAY",
        args: [callValue("TODAY"), { kind: "word", word: String(chosen.amount) }],
      };
  }
}
