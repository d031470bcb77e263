import { queryOptions } from "@tanstack/react-query";
import { call } from "./client";
import type { FieldMap, FieldProperty } from "./wire";

export type Right = "view" | "add" | "edit" | "delete" | "manage" | "import" | "export";

/** `required`: it must be filled before the record leaves its status; `frozen`: its status locks it. */
export interface FieldAllowed {
  sees: boolean;
  writes: boolean;
  required: boolean;
  frozen: boolean;
}

/** What the person on the screen may do; `record` is null for one still to be added. */
export interface Rights {
  app: Right[];
  record: Right[] | null;
  /** Whether the person may ask what everybody else may do here. */
  explains: boolean;
  fields: { [code: string]: FieldAllowed };
}

/** The rights over an app and a record of it, or over a record still to be added. */
export const rightsQuery = (app: string, record?: string) =>
  queryOptions({
    queryKey: ["rights", app, record ?? null],
    queryFn: () => call<Rights>("GET", `/api/v1/apps/${app}/rights`, { record }),
  });

/** The fields that the person may see, and of their tables the columns. */
export function seenFields(fields: FieldMap, rights: Rights): FieldMap {
  const isSeen = ({ code }: FieldProperty): boolean => rights.fields[code]?.sees !== false;
  const seen = (all: FieldMap): FieldMap =>
    Object.fromEntries(
      Object.entries(all)
        .filter(([, one]) => isSeen(one))
        .map(([code, one]) => [code, one.fields ? { ...one, fields: seen(one.fields) } : one]),
    );
  return seen(fields);
}

/** The fields, those marked that the person must fill before the record goes on. */
export function withNeeded(fields: FieldMap, rights: Rights): FieldMap {
  const marked = (one: FieldProperty): FieldProperty => {
    const allowed = rights.fields[one.code];
    const isNeededNext = allowed?.required === true && allowed.writes;
    const inside = one.fields ? { fields: withNeeded(one.fields, rights) } : {};
    return { ...one, ...inside, isNeededNext };
  };
  return Object.fromEntries(Object.entries(fields).map(([code, one]) => [code, marked(one)]));
}

/** The codes of fields that nobody writes where the record stands in its process. */
export function frozenCodes(rights: Pick<Rights, "fields">): ReadonlySet<string> {
  const frozen = Object.entries(rights.fields).filter(([, each]) => each.frozen);
  return new Set(frozen.map(([code]) => code));
}

/** The codes of fields that people write elsewhere, but not this person here. */
export function lockedCodes(rights: Rights): ReadonlySet<string> {
  const locked = Object.entries(rights.fields).filter(([, each]) => !each.writes);
  return new Set(locked.map(([code]) => code));
}
