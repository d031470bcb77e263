import type { Group, Hit, Kind } from "@/api/search";
import { placeOf } from "./places";

interface Way {
  to: string;
  search?: Record<string, string>;
}

/** What can be chosen in the dialog: a hit, all of them, or words looked for before. */
export type Choice =
  | { type: "hit"; kind: Kind; hit: Hit; to: Way }
  | { type: "all"; to: Way }
  | { type: "recent"; words: string };

export function choicesOf(
  words: string,
  groups: readonly Group[] | undefined,
  recent: readonly string[],
): Choice[] {
  if (!groups) return recent.map((one) => ({ type: "recent", words: one }));
  const hits = groups.flatMap(({ kind, hits: found }) =>
    found.map((hit): Choice => ({ type: "hit", kind, hit, to: placeOf(kind, hit) })),
  );
  if (hits.length === 0) return [];
  return [...hits, { type: "all", to: { to: "/search", search: { q: words } } }];
}

/** How much was found, and whether that is all. */
export function countOf(groups: readonly Group[]): { count: number; hasMore: boolean } {
  return {
    count: groups.reduce((sum, group) => sum + group.hits.length, 0),
    hasMore: groups.some((group) => group.next !== null || group.isCut),
  };
}
