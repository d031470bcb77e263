/** Forms: what saving would make of them, and saving them exactly once. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { call, change, type Json } from "./client";
import type { Changes } from "./records";
import type { FieldAllowed } from "./rights";
import type { WireRecord } from "./wire";

export interface Evaluation {
  /** The record's revision now; null for one that is still to be added. */
  revision: string | null;
  /** Somebody saved since the form was opened. */
  isStale: boolean;
  /** What nobody types: calculated, copied, numbered, defaults. */
  values: WireRecord;
  errors: { [path: string]: { messages: string[] } };
  fields: { [code: string]: FieldAllowed };
}

export interface Target {
  id: string;
  revision: string;
}

/** What saving would make of a form; writes nothing. */
export function evaluate(
  app: string,
  record: Changes,
  target: Target | null,
  signal: AbortSignal,
): Promise<Evaluation> {
  const body = { record: record as unknown as Json, ...target };
  return change("POST", `/api/v1/apps/${app}/records/evaluate`, body, { signal });
}

export interface Added {
  id: string;
  revision: string;
}

/** Adds a record once, however often it is asked with the same key. */
export async function addOnce(app: string, record: Changes, key: string): Promise<Added> {
  const body = { records: [record as unknown as Json] };
  type Answer = { ids: string[]; revisions: string[] };
  const headers = { "Idempotency-Key": key };
  const answer = await change<Answer>("POST", `/api/v1/apps/${app}/records`, body, { headers });
  return { id: answer.ids[0] ?? "", revision: answer.revisions[0] ?? "" };
}

export interface PostalAddress {
  prefecture: string;
  city: string;
  town: string;
  kana: string;
  /** Who has the code to themselves; mostly nobody. */
  office: string;
}

/** The places that share a postal code (seven digits), from Japan Post's list. */
export const addressesQuery = (code: string) =>
  queryOptions({
    queryKey: ["postal-code", code],
    queryFn: async () => {
      type Answer = { addresses: PostalAddress[] };
      return (await call<Answer>("GET", `/api/v1/postal-codes/${code}`)).addresses;
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

interface KeysetPage {
  records: WireRecord[];
  next: string | null;
}

const AT_ONCE = 30;

/** Records of an app, page after page by key: the thousandth is as quick as the first. */
export const pagesQuery = (app: string, query: string, fields: string[]) =>
  infiniteQueryOptions({
    queryKey: ["pages", app, query, fields],
    queryFn: ({ pageParam }) => {
      const search = new URLSearchParams({ query, limit: String(AT_ONCE) });
      for (const code of fields) search.append("fields", code);
      if (pageParam !== "") search.set("after", pageParam);
      return call<KeysetPage>("GET", `/api/v1/apps/${app}/records?${search}`);
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
