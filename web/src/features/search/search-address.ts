import { KINDS, type Kind } from "@/api/search";

/** The address says all of what is shown. */
export interface SearchSearch {
  q?: string | undefined;
  kind?: Kind | undefined;
  app?: string | undefined;
}

const LONGEST = 200;

/** Whatever stands in the address, read as a search; what makes no sense is dropped. */
export function readSearchSearch(raw: Record<string, unknown>): SearchSearch {
  const read: SearchSearch = {};
  const q = typeof raw.q === "string" || typeof raw.q === "number" ? String(raw.q) : "";
  const kind = KINDS.find((one) => one === raw.kind);
  const app = String(raw.app ?? "");
  if (q !== "") read.q = q.slice(0, LONGEST);
  if (kind !== undefined) read.kind = kind;
  if (/^[1-9]\d{0,17}$/.test(app)) read.app = app;
  return read;
}
