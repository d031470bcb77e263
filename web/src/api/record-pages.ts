/** Records page after page by keyset: the ten-thousandth page is as quick as the first. */
import { call } from "./client";
import type { WireRecord } from "./wire";

/** Where a page begins: behind what a page said, or after so many records. */
export type Start = { after: string } | { offset: number };

export interface KeysetPage {
  records: WireRecord[];
  /** What asks for the records behind; null at the end. */
  next: string | null;
}

/** Proxies refuse longer addresses; without names all fields are answered. */
const LONGEST = 6000;

export async function keysetPage(
  app: string,
  query: string,
  fields: readonly string[],
  start: Start,
  limit: number,
): Promise<KeysetPage> {
  const search = new URLSearchParams({ query, limit: String(limit) });
  for (const [name, value] of Object.entries(start)) search.set(name, String(value));
  const names = new URLSearchParams(fields.map((code) => ["fields", code]));
  const all = `${search}&${names}`;
  const path = `/api/v1/apps/${app}/records`;
  return call<KeysetPage>("GET", `${path}?${all.length < LONGEST ? all : search}`);
}

/** How many records a query finds, counted by the server. */
export async function countOf(app: string, query: string): Promise<number> {
  const search = new URLSearchParams({ query });
  const path = `/api/v1/apps/${app}/records/count?${search}`;
  return Number((await call<{ count: string }>("GET", path)).count);
}
