import type { AppDefinition } from "@/api/apps";
import { inFormOrder, ofType } from "@/api/definition";
import { allOf, quote, searchCondition, toQueryText } from "@/api/kintone-query";
import type { FieldProperty, View } from "@/api/wire";
import { fieldUi } from "@/fields/registry";
import type { ListSearch } from "./list-search";

export const PAGE_SIZE = 50;
/** kintone's API pages no further than this. */
export const MOST_OFFSET = 10_000;
export const ALL = "all";

const MOST_COLUMNS = 10;
const LAST = ["STATUS_ASSIGNEE", "UPDATED_TIME"] as const;

/** The views a person can choose: lists only. */
export function listViews(views: readonly View[]): View[] {
  return views.filter((view) => view.type === "LIST");
}

/** The view of the address; without one, the first; null is everything. */
export function chosenView(views: readonly View[], id: string | undefined): View | null {
  if (id === ALL) return null;
  const lists = listViews(views);
  return lists.find((view) => view.id === id) ?? lists[0] ?? null;
}

function withoutView({ fields, layout, process }: AppDefinition): FieldProperty[] {
  const status = process.enable ? ofType(fields, "STATUS") : undefined;
  const last = LAST.flatMap((type) => ofType(fields, type) ?? []);
  const short = inFormOrder(fields, layout).filter(
    ({ type, enabled }) => enabled !== false && !fieldUi(type).isLong && type !== "STATUS",
  );
  const middle = short.filter((property) => !isSystem(property)).slice(0, MOST_COLUMNS);
  return [...(status ? [status] : []), ...middle, ...last];
}

const SYSTEM =
  /^(RECORD_NUMBER|CREATOR|CREATED_TIME|MODIFIER|UPDATED_TIME|STATUS_ASSIGNEE|CATEGORY)$/;

function isSystem(property: FieldProperty): boolean {
  return SYSTEM.test(property.type);
}

/** The columns after the record's number, which always comes first. */
export function columnsOf(definition: AppDefinition, view: View | null): FieldProperty[] {
  const named = view?.fields?.flatMap((code) => definition.fields[code] ?? []);
  const columns = named && named.length > 0 ? named : withoutView(definition);
  return columns.filter(
    ({ type, enabled }) => type !== "RECORD_NUMBER" && type !== "GROUP" && enabled !== false,
  );
}

/** The list's question to the server, in kintone's query language. */
export function listQuery(
  definition: AppDefinition,
  view: View | null,
  search: ListSearch,
): string {
  const status = ofType(definition.fields, "STATUS");
  const condition = allOf([
    view?.filterCond ?? "",
    search.status && status ? `${status.code} in (${quote(search.status)})` : "",
    searchCondition(search.q ?? "", definition.fields),
  ]);
  const offset = ((search.page ?? 1) - 1) * PAGE_SIZE;
  const own = search.sort && isKnownSort(definition, search.sort) ? search.sort : undefined;
  const sort = own ?? view?.sort ?? "";
  return toQueryText(condition, {
    sort,
    limit: PAGE_SIZE,
    offset: Math.min(offset, MOST_OFFSET),
  });
}

function isKnownSort({ fields }: AppDefinition, sort: string): boolean {
  const code = sort.split(" ")[0] ?? "";
  const property = fields[code];
  return property !== undefined && fieldUi(property.type).isSortable === true;
}
