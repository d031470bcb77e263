/** The address of a list: which view, which words, which status, which order, which page. */
export interface ListSearch {
  view?: string;
  q?: string;
  status?: string;
  sort?: string;
  page?: number;
}

const SORT = /^\S+ (asc|desc)$/;

function text(value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  return String(value) === "" ? undefined : String(value);
}

/** Whatever stands in the address, read as a list's; what makes no sense is dropped. */
export function readListSearch(raw: Record<string, unknown>): ListSearch {
  const view = text(raw.view);
  const q = text(raw.q);
  const status = text(raw.status);
  const sort = text(raw.sort);
  const page = Number(raw.page);
  return {
    ...(view ? { view } : {}),
    ...(q ? { q } : {}),
    ...(status ? { status } : {}),
    ...(sort && SORT.test(sort) ? { sort } : {}),
    ...(Number.isInteger(page) && page > 1 ? { page } : {}),
  };
}

/** The address after a change; anything but turning the page goes back to its beginning. */
export function withChange(search: ListSearch, change: Partial<ListSearch>): ListSearch {
  return readListSearch({ ...search, page: undefined, ...change });
}

export type Direction = "asc" | "desc";

export function readSort(
  sort: string | undefined,
): { code: string; direction: Direction } | null {
  const [code, direction] = (sort ?? "").split(" ");
  if (!code || (direction !== "asc" && direction !== "desc")) return null;
  return { code, direction };
}

/** A click on a head: ascending, descending, back to the view's own order. */
export function nextSort(sort: string | undefined, code: string): string | undefined {
  const now = readSort(sort);
  if (now?.code !== code) return `${code} asc`;
  return now.direction === "asc" ? `${code} desc` : undefined;
}
