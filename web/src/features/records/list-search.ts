/** The address of a list says all of what is shown. What is not said comes from the view. */

export const SHAPES = ["table", "board", "calendar", "cards"] as const;
export type Shape = (typeof SHAPES)[number];

export interface ListSearch {
  /** A view's key: kintone's id, `s12` for one that somebody saved, `all` for none. */
  view?: string;
  /** Words that are looked for. */
  q?: string;
  status?: string;
  /** A condition in kintone's query language, in place of the view's; "" for none. */
  filter?: string;
  /** `金額 desc, 期日 asc`; "" for the newest first. */
  sort?: string;
  /** Codes, with commas. */
  columns?: string;
  frozen?: number;
  as?: Shape;
  /** The field of groups, columns of a board, days of a calendar: `区分`, `申請日:MONTH`. */
  group?: string;
  /** The month (`2026-04`) or the week (`2026-04-06`) of a calendar. */
  at?: string;
  page?: number;
}

/** What belongs to a view, and can be changed against it. */
export const OF_VIEW = ["filter", "sort", "columns", "frozen", "as", "group"] as const;

const LONGEST = 20_000;
const MOST_FROZEN = 5;
const SORT = /^\S+ (asc|desc)(, \S+ (asc|desc))*$/;
const DAY = /^\d{4}-\d{2}(-\d{2})?$/;

function text(value: unknown, mayBeBlank = false): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const read = String(value);
  if (read.length > LONGEST) return undefined;
  return read === "" && !mayBeBlank ? undefined : read;
}

function fitting(value: unknown, pattern: RegExp, mayBeBlank = false): string | undefined {
  const read = text(value, mayBeBlank);
  return read !== undefined && (read === "" || pattern.test(read)) ? read : undefined;
}

function whole(value: unknown, least: number, most: number): number | undefined {
  const read = value === undefined || value === "" ? Number.NaN : Number(value);
  return Number.isInteger(read) && read >= least && read <= most ? read : undefined;
}

/** Whatever stands in the address, read as a list's; what makes no sense is dropped. */
export function readListSearch(raw: Record<string, unknown>): ListSearch {
  const read: { [K in keyof ListSearch]: ListSearch[K] | undefined } = {
    view: text(raw.view),
    q: text(raw.q),
    status: text(raw.status),
    filter: text(raw.filter, true),
    sort: fitting(raw.sort, SORT, true),
    columns: text(raw.columns),
    frozen: whole(raw.frozen, 0, MOST_FROZEN),
    as: SHAPES.find((shape) => shape === raw.as),
    group: text(raw.group, true),
    at: fitting(raw.at, DAY),
    page: whole(raw.page, 2, Number.MAX_SAFE_INTEGER),
  };
  const said = Object.entries(read).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as ListSearch;
}

/** A change of the address: undefined takes what the view says. */
export type SearchChange = { [K in keyof ListSearch]?: ListSearch[K] | undefined };

/** The address after a change; anything but turning the page goes back to its beginning. */
export function withChange(search: ListSearch, change: SearchChange): ListSearch {
  return readListSearch({ ...search, page: undefined, ...change });
}

/** Another view, as it was saved; the words that are looked for stay. */
export function withView({ q }: ListSearch, view: string): ListSearch {
  return readListSearch({ q, view });
}

/** The view as it was saved: the change that takes every other back. */
export const NO_CHANGES: SearchChange = Object.fromEntries(
  OF_VIEW.map((key) => [key, undefined]),
);
