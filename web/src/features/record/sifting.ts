/** Of a history, what is about one field or by one person. */
import type { Revision } from "@/api/history";
import type { Entity } from "@/api/wire";

export interface Sieve {
  /** A field's code; null for all. */
  field: string | null;
  person: string | null;
}

export const EVERYTHING: Sieve = { field: null, person: null };

/** The revisions that fit, each with the changes that do. */
export function sifted(all: readonly Revision[], { field, person }: Sieve): Revision[] {
  return all
    .filter((one) => person === null || one.by.code === person)
    .map((one) =>
      field === null
        ? one
        : { ...one, changes: one.changes.filter(({ code }) => code === field) },
    )
    .filter((one) => field === null || one.changes.length > 0);
}

/** Every field that was changed, once; the newest first. */
export function fieldsIn(all: readonly Revision[]): { code: string; label: string }[] {
  const found = new Map(
    all.flatMap((one) => one.changes).map(({ code, label }) => [code, { code, label }]),
  );
  return [...found.values()];
}

export function peopleIn(all: readonly Revision[]): Entity[] {
  return [...new Map(all.map(({ by }) => [by.code, by])).values()];
}
