import type { TFunction } from "i18next";
import type { FieldProperty } from "@/api/wire";
import { chosenDay } from "./date-functions";
import { lineFor } from "./lines";
import { type AskedField, takesMany, takesNothing, type Wording } from "./operators";
import type { Comparison, Expression, Value } from "./syntax";
import { writeCondition, writeValue } from "./writer";

/** What a sentence needs to know: the fields, who is who, how dates and numbers are shown. */
export interface Speaker {
  t: TFunction;
  asked: ReadonlyMap<string, AskedField>;
  /** A person's, organisation's or group's name by code. */
  nameOf: (property: FieldProperty, code: string) => string;
  /** A date, moment or number as people read it. */
  show: (property: FieldProperty, text: string) => string;
}

const KEYS: Record<Wording, string> = {
  "=": "equal",
  "!=": "notEqual",
  ">": "over",
  "<": "under",
  ">=": "least",
  "<=": "most",
  in: "among",
  "not in": "notAmong",
  like: "contains",
  "not like": "notContains",
  empty: "empty",
  filled: "filled",
};

const IN_TIME: ReadonlySet<Wording> = new Set<Wording>([">", "<", ">=", "<="]);

/** The key of a wording's text, which differs where days are compared. */
export function wordingKey(wording: Wording, field: AskedField): string {
  const isTime = field.comparable === "date" || field.comparable === "time";
  return isTime && IN_TIME.has(wording) ? `${KEYS[wording]}Time` : KEYS[wording];
}

/** The name of a field, with that of the table it is a column of. */
export function fieldLabel({ property, table }: AskedField): string {
  return table ? `${table.label} › ${property.label}` : property.label;
}

/** The whole condition in a sentence: "金額が100万円以上、かつ…". */
export function sayExpression(expression: Expression, speaker: Speaker): string {
  if (expression.kind === "comparison") return sayComparison(expression, speaker);
  const parts = expression.terms.map((term) =>
    term.kind === "comparison"
      ? sayComparison(term, speaker)
      : speaker.t("filter.brackets", { inside: sayExpression(term, speaker) }),
  );
  return parts.join(speaker.t(expression.kind === "all" ? "filter.and" : "filter.or"));
}

export function sayComparison(comparison: Comparison, speaker: Speaker): string {
  const field = speaker.asked.get(comparison.field);
  const wording = field ? lineFor(comparison, field) : undefined;
  if (!field || wording === undefined) return writeCondition(comparison);
  const { t } = speaker;
  const key = wordingKey(wording, field);
  const label = fieldLabel(field);
  if (takesNothing(wording)) return t(`filter.say.${key}` as "filter.say.empty", { label });
  const values = comparison.values.map((value) => sayValue(value, field.property, speaker));
  const isMany = takesMany(wording) && values.length > 1;
  const value = values.join(t("filter.list"));
  return t(`filter.say.${key}${isMany ? "Many" : ""}` as "filter.say.equal", { label, value });
}

/** One value in words: a day by its name, a person by theirs. */
export function sayValue(value: Value, property: FieldProperty, speaker: Speaker): string {
  const { t } = speaker;
  if (value.kind === "call") return sayCall(value, speaker);
  if (value.text === "") return t("filter.nothing");
  if (isOfPeople(property)) return speaker.nameOf(property, value.text);
  return speaker.show(property, value.text);
}

function sayCall(value: Value & { kind: "call" }, { t }: Speaker): string {
  if (value.name === "LOGINUSER") return t("filter.loginUser");
  if (value.name === "PRIMARY_ORGANIZATION") return t("filter.ownOrganization");
  const day = chosenDay(value);
  switch (day?.by) {
    case "name":
      return t(`filter.day.${day.name}`);
    case "now":
      return t("filter.now");
    case "distance":
      return t(`filter.${day.amount < 0 ? "ago" : "ahead"}.${day.unit}`, {
        count: Math.abs(day.amount),
      });
    case "business":
      return t(`filter.${day.amount < 0 ? "ago" : "ahead"}.BUSINESS`, {
        count: Math.abs(day.amount),
      });
    default:
      return writeValue(value);
  }
}

export function isOfPeople({ type }: FieldProperty): boolean {
  return /_SELECT$|CREATOR|MODIFIER|ASSIGNEE/.test(type) && type !== "MULTI_SELECT";
}
