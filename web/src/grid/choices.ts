/** What can be chosen in a cell, and how typing narrows it down. */
import type { WireValue } from "@/api/wire";
import { asEntities, asText, asTexts } from "@/fields/values";
import type { Editing } from "./editing";
import { folded } from "./typed";
import type { GridColumn } from "./types";

export interface Choice {
  key: string;
  label: string;
}

const SINGLE = /^(DROP_DOWN|RADIO_BUTTON)$/;
const SEVERAL = /^(CHECK_BOX|MULTI_SELECT)$/;
const PEOPLE = /^(USER_SELECT|ORGANIZATION_SELECT|GROUP_SELECT)$/;
const MOST = 60;

export function isChosen(column: GridColumn): boolean {
  const { type } = column.property;
  return SINGLE.test(type) || SEVERAL.test(type) || PEOPLE.test(type);
}

export function isSeveral(column: GridColumn): boolean {
  return !SINGLE.test(column.property.type);
}

/** The choices of a column that fit what was typed. */
export function choicesOf(column: GridColumn, editing: Editing, typed: string): Choice[] {
  const { property } = column;
  const wanted = folded(typed);
  const all = PEOPLE.test(property.type)
    ? editing.choices(property.type).map(({ code, name }) => ({ key: code, label: name }))
    : Object.entries(property.options ?? {})
        .sort(([, a], [, b]) => Number(a.index) - Number(b.index))
        .map(([key, option]) => ({ key, label: option.label }));
  const isFree = property.required !== true && SINGLE.test(property.type) && wanted === "";
  const fitting = all.filter(
    ({ key, label }) => folded(label).includes(wanted) || folded(key).includes(wanted),
  );
  return [...(isFree ? [{ key: "", label: "" }] : []), ...fitting].slice(0, MOST);
}

export function chosenKeys(value: WireValue | undefined): string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  const texts = asTexts(value);
  return texts.length > 0 ? texts : asEntities(value).map((one) => one.code);
}

/** The keys as the column's value. */
export function valueOfKeys(
  column: GridColumn,
  keys: readonly string[],
  editing: Editing,
): WireValue {
  const { type } = column.property;
  if (SINGLE.test(type)) return asText(keys[0]) || null;
  if (SEVERAL.test(type)) return [...keys];
  const known = new Map(editing.choices(type).map((one) => [one.code, one]));
  return keys.map((code) => {
    const one = known.get(code);
    return { code, name: one?.name ?? code };
  });
}
