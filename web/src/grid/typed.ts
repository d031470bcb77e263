/** What was typed or pasted into a cell, as its field takes it. What is not understood goes to the server as it is: it says what is wrong. */
import type { Entity, FieldProperty, WireValue } from "@/api/wire";
import { readDate, readTime } from "@/fields/date-words";
import { showMoment } from "@/fields/moments";
import { normaliseNumber } from "@/fields/numbers";
import { fieldUi } from "@/fields/registry";

export interface Reader {
  /** `2026-11-25` where the reader is. */
  today: string;
  timezone: string;
  /** People, organizations and groups by name and by code, folded. */
  entities: (type: string) => ReadonlyMap<string, Entity>;
}

export function folded(text: string): string {
  return text.normalize("NFKC").replace(/\s+/g, "").toLowerCase();
}

const NEGATIVE = /^(?:[△▲]|\()(.+?)\)?$/;

/** `¥1,200`, `１２００円`, `△300`, `(300)` → `1200`, `-300`. */
export function readNumber(text: string): string {
  const plain = normaliseNumber(text).replace(/[¥$円]/g, "");
  const negative = NEGATIVE.exec(plain)?.[1];
  return negative === undefined ? plain : `-${negative}`;
}

function readMoment(text: string, reader: Reader): string {
  const parts = /^(\S+)(?:[\sT　]+(\S+))?$/.exec(text.trim());
  const day = readDate(parts?.[1] ?? "", reader.today);
  const time = parts?.[2] === undefined ? "00:00" : readTime(parts[2].replace(/:00$/, ""));
  if (!day || !time) return text;
  const guess = Date.parse(`${day}T${time}:00Z`);
  const shown = showMoment(new Date(guess).toISOString(), {
    language: "ja",
    timezone: reader.timezone,
  });
  const there = Date.parse(`${shown.replaceAll("/", "-").replace(" ", "T")}:00Z`);
  return new Date(guess - (there - guess)).toISOString().replace(".000Z", "Z");
}

function readOption(text: string, property: FieldProperty): string {
  const wanted = folded(text);
  const found = Object.entries(property.options ?? {}).find(
    ([name, { label }]) => folded(name) === wanted || folded(label) === wanted,
  );
  return found?.[0] ?? text.trim();
}

function several(text: string): string[] {
  return text
    .split(/[,、，;\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

function readEntities(text: string, type: string, reader: Reader): Entity[] {
  const known = reader.entities(type);
  return several(text).map((one) => known.get(folded(one)) ?? { code: one, name: one });
}

export function readTyped(text: string, property: FieldProperty, reader: Reader): WireValue {
  if (text.trim() === "") return fieldUi(property.type).blank;
  switch (property.type) {
    case "NUMBER":
      return readNumber(text);
    case "DATE":
      return readDate(text, reader.today) ?? text.trim();
    case "TIME":
      return readTime(text) ?? text.trim();
    case "DATETIME":
      return readMoment(text, reader);
    case "DROP_DOWN":
    case "RADIO_BUTTON":
      return readOption(text, property);
    case "CHECK_BOX":
    case "MULTI_SELECT":
      return several(text).map((one) => readOption(one, property));
    case "USER_SELECT":
    case "ORGANIZATION_SELECT":
    case "GROUP_SELECT":
      return readEntities(text, property.type, reader);
    case "SINGLE_LINE_TEXT":
    case "LINK":
      return text.replace(/\r?\n/g, " ");
    default:
      return text;
  }
}
