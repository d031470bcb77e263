/** Finds `@name` in what is being typed, and whom it may mean. */
import type { Mention } from "@/api/comments";
import type { Choice, EntityKind } from "@/api/people";
import type { Entity } from "@/api/wire";
import { folded } from "@/ui/people-filter";

/** Somebody who can be mentioned. */
export interface Mentionable extends Entity {
  type: EntityKind;
  /** Folded: name, reading, code. */
  search: string;
}

/** An @ that is being typed: where it begins, and what follows it. */
export interface Asked {
  from: number;
  word: string;
}

const LONGEST = 30;
const SHOWN = 8;
/** What stands before the @ of an address of mail. */
const OF_MAIL = /[A-Za-z0-9._%+-]/;

/** The @ before the caret that nothing has ended yet; null when there is none. */
export function askedAt(text: string, caret: number): Asked | null {
  const before = text.slice(0, caret);
  const from = Math.max(before.lastIndexOf("@"), before.lastIndexOf("＠"));
  if (from < 0 || OF_MAIL.test(before.charAt(from - 1))) return null;
  const word = before.slice(from + 1);
  return /[\s@＠]/.test(word) || word.length > LONGEST ? null : { from, word };
}

/** The text without the @ and its word: who is meant stands elsewhere. */
export function withoutAsked(text: string, { from, word }: Asked): string {
  return `${text.slice(0, from)}${text.slice(from + 1 + word.length)}`;
}

export function mentionables(type: EntityKind, choices: readonly Choice[]): Mentionable[] {
  return choices.map((one) => ({ ...one, type, search: folded(one.search) }));
}

export function isSame(one: Mention, other: Mention): boolean {
  return one.type === other.type && one.code === other.code;
}

/** Whom a word may mean: those who have to do with the record first; nobody twice. */
export function candidates(
  all: readonly Mentionable[],
  word: string,
  involved: readonly Mention[],
  chosen: readonly Mention[],
): Mentionable[] {
  const wanted = folded(word);
  const among = (list: readonly Mention[], one: Mention): boolean =>
    list.some((other) => isSame(one, other));
  const found = all.filter((one) => one.search.includes(wanted) && !among(chosen, one));
  const first = found.filter((one) => among(involved, one));
  return [...first, ...found.filter((one) => !among(involved, one))].slice(0, SHOWN);
}
