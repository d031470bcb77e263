/** What a look-up's picker asks for. */
import type { AppDefinition } from "@/api/apps";
import { allOf, quote, searchableCodes, searchCondition } from "@/api/kintone-query";
import type { FieldMap, Lookup } from "@/api/wire";
import { noteChosen, recentlyChosen } from "@/ui/recent";

/** The columns a person chooses by: the key, then the picker's own. */
export function shownCodes(lookup: Lookup): string[] {
  return [...new Set([lookup.relatedKeyField, ...lookup.lookupPickerFields])];
}

function pick(fields: FieldMap, codes: readonly string[]): FieldMap {
  return Object.fromEntries(
    codes.flatMap((code) => (fields[code] ? [[code, fields[code]]] : [])),
  );
}

function sorted(condition: string, lookup: Lookup): string {
  return [condition, lookup.sort ? `order by ${lookup.sort}` : ""].join(" ").trim();
}

export function question(lookup: Lookup, source: AppDefinition, words: string): string {
  const shown = pick(source.fields, shownCodes(lookup));
  const searched = searchableCodes(shown).length > 0 ? shown : source.fields;
  const key = source.fields[lookup.relatedKeyField];
  const isNumber = key?.type === "NUMBER" || key?.type === "RECORD_NUMBER";
  const number = words.normalize("NFKC").trim();
  const found =
    isNumber && /^\d+$/.test(number)
      ? `${key.code} = ${quote(number)}`
      : searchCondition(words, searched);
  return sorted(allOf([found, lookup.filterCond]), lookup);
}

function kept(lookup: Lookup): string {
  return `record.${lookup.relatedApp.app}`;
}

/** The records taken lately from the same app; the server shows those that may still be seen. */
export function recentOf(lookup: Lookup): string[] {
  return recentlyChosen(kept(lookup)).filter((id) => /^\d+$/.test(id));
}

export function noteTaken(lookup: Lookup, id: string): void {
  if (id !== "") noteChosen(kept(lookup), id);
}

export function ofIds(ids: readonly string[], lookup: Lookup): string {
  const among = `$id in (${ids.map(quote).join(", ")})`;
  return allOf([among, lookup.filterCond]);
}
