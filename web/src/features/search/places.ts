import type { Hit, Kind } from "@/api/search";

/** Where a hit leads: its app, its record, or what is known of a person. */
export function placeOf(kind: Kind, hit: Hit): { to: string; search?: Record<string, string> } {
  if (kind === "person") return { to: "/search", search: { q: hit.title, kind: "record" } };
  if (hit.app === null) return { to: "/" };
  if (hit.record === null) return { to: `/apps/${hit.app.id}` };
  return { to: `/apps/${hit.app.id}/records/${hit.record}` };
}
