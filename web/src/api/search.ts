import { queryOptions } from "@tanstack/react-query";
import { call } from "./client";

export const KINDS = ["app", "person", "record", "comment", "file"] as const;
export type Kind = (typeof KINDS)[number];
/** Kinds of things that an app holds. */
export const KINDS_IN_APP: readonly Kind[] = ["record", "comment", "file"];

export interface Piece {
  text: string;
  isFound: boolean;
}

/** Something that was found. What does not fit its kind is empty. */
export interface Hit {
  id: string;
  /** A name; of comments and files the record's title. */
  title: string;
  app: { id: string; name: string } | null;
  record: string | null;
  field: { code: string; label: string } | null;
  snippet: Piece[];
  page: number | null;
  /** Of a file; of who wrote a comment. */
  name: string;
  at: string | null;
  /** Why the inside of a file could not be read, or not all of it. */
  unread: string | null;
  also: string[];
}

export interface Group {
  kind: Kind;
  hits: Hit[];
  /** What to ask with for those behind them. */
  next: string | null;
  /** It took too long, so that there may be more. */
  isCut: boolean;
}

interface Found {
  words: string[];
  groups: Group[];
}

export interface Wanted {
  words: string;
  app?: string | undefined;
  /** All of them, if none is named. */
  kind?: Kind | undefined;
  limit: number;
}

/** Characters without which nothing is looked for. */
export const ENOUGH = 2;

/** Whether there is enough of a word to look for: single characters are in everything. */
export function isEnough(words: string): boolean {
  return words.split(/[\s"“”]+/).some((word) => [...word].length >= ENOUGH);
}

export async function search(wanted: Wanted, after = ""): Promise<Group[]> {
  const { groups } = await call<Found>("GET", "/api/v1/search", {
    q: wanted.words,
    kinds: wanted.kind,
    app: wanted.app,
    limit: wanted.limit,
    after: after || undefined,
  });
  return groups;
}

export const searchQuery = (wanted: Wanted) =>
  queryOptions({
    queryKey: ["search", wanted],
    queryFn: () => search(wanted),
    staleTime: 10_000,
    retry: false,
  });
