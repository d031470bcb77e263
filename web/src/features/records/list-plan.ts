import type { AppDefinition } from "@/api/apps";
import { inFormOrder, ofType } from "@/api/definition";
import { allOf, quote, searchCondition, toQueryText } from "@/api/kintone-query";
import type { FieldProperty, View } from "@/api/wire";
import { fieldUi } from "@/fields/registry";
import type { ListSearch, Shape } from "./list-search";
import { readOrder, type SortKey, writeOrder } from "./sort-order";

export const PAGE_SIZE = 50;
/** kintone's API pages no further than this. */
export const MOST_OFFSET = 10_000;
export const ALL = "all";

const MOST_COLUMNS = 10;
const LAST = ["STATUS_ASSIGNEE", "UPDATED_TIME"] as const;

/** A view as lists use it, whoever made it. */
export interface ListView {
  key: string;
  name: string;
  filter: string;
  sort: string;
  /** Codes; none for the app's own choice. */
  columns: readonly string[];
  frozen: number;
  as: Shape;
  group: string;
}

/** What is shown in the end: the view with what the address says otherwise. */
export interface ListPlan extends Omit<ListView, "columns" | "sort"> {
  columns: FieldProperty[];
  sort: SortKey[];
  /** Everything that must hold: the filter, the status, the words. */
  condition: string;
  /** Whether anything differs from the view as it was saved. */
  isChanged: boolean;
}

export const EVERYTHING: ListView = {
  key: ALL,
  name: "",
  filter: "",
  sort: "",
  columns: [],
  frozen: 0,
  as: "table",
  group: "",
};

/** The views of the app's definition that lists can show. */
export function definedViews(views: readonly View[]): ListView[] {
  return views
    .filter((view) => view.type !== "CUSTOM")
    .map((view) => ({
      ...EVERYTHING,
      key: view.id,
      name: view.name,
      filter: view.filterCond,
      sort: view.sort,
      columns: view.fields ?? [],
      ...(view.type === "CALENDAR" ? { as: "calendar" as const, group: view.date ?? "" } : {}),
    }));
}

/** The view of the address; without one, the first; with none at all, everything. */
export function chosenView(views: readonly ListView[], key: string | undefined): ListView {
  if (key === ALL) return EVERYTHING;
  return views.find((view) => view.key === key) ?? views[0] ?? EVERYTHING;
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

const NEVER_SHOWN: ReadonlySet<string> = new Set(["RECORD_NUMBER", "GROUP", "REFERENCE_TABLE"]);

/** Every field that may be a column, in the order of the form; the number always comes first. */
export function possibleColumns({ fields, layout, process }: AppDefinition): FieldProperty[] {
  return inFormOrder(fields, layout).filter(
    ({ type, enabled }) =>
      enabled !== false &&
      !NEVER_SHOWN.has(type) &&
      (process.enable || (type !== "STATUS" && type !== "STATUS_ASSIGNEE")),
  );
}

function columnsOf(definition: AppDefinition, codes: readonly string[]): FieldProperty[] {
  const possible = new Set(possibleColumns(definition).map(({ code }) => code));
  const named = [...new Set(codes)].flatMap((code) =>
    possible.has(code) ? (definition.fields[code] ?? []) : [],
  );
  if (named.length > 0) return named;
  return withoutView(definition).filter(({ code }) => possible.has(code));
}

function isSortable({ fields }: AppDefinition, { code }: SortKey): boolean {
  const property = fields[code];
  return property !== undefined && fieldUi(property.type).isSortable === true;
}

/** What the address asks for, as far as the app has it. */
export function planOf(
  definition: AppDefinition,
  view: ListView,
  search: ListSearch,
): ListPlan {
  const status = ofType(definition.fields, "STATUS");
  const filter = search.filter ?? view.filter;
  const codes = search.columns?.split(",") ?? view.columns;
  const condition = allOf([
    filter,
    search.status && status ? `${status.code} in (${quote(search.status)})` : "",
    searchCondition(search.q ?? "", definition.fields),
  ]);
  return {
    ...view,
    filter,
    condition,
    sort: readOrder(search.sort ?? view.sort).filter((key) => isSortable(definition, key)),
    columns: columnsOf(definition, codes),
    frozen: search.frozen ?? view.frozen,
    as: search.as ?? view.as,
    group: search.group ?? view.group,
    isChanged: isChanged(view, search),
  };
}

function isChanged(view: ListView, search: ListSearch): boolean {
  const { filter, sort, columns, frozen, as, group } = search;
  return (
    (filter !== undefined && filter !== view.filter) ||
    (sort !== undefined && sort !== writeOrder(readOrder(view.sort))) ||
    (columns !== undefined && columns !== view.columns.join(",")) ||
    (frozen !== undefined && frozen !== view.frozen) ||
    (as !== undefined && as !== view.as) ||
    (group !== undefined && group !== view.group)
  );
}

/** A page of the plan, as a question in kintone's query language. */
export function pageQuery(plan: ListPlan, page: number): string {
  const offset = Math.min((page - 1) * PAGE_SIZE, MOST_OFFSET);
  return toQueryText(plan.condition, {
    sort: writeOrder(plan.sort),
    limit: PAGE_SIZE,
    offset,
  });
}

/** Everything that the plan finds, in its order: the question of a list without pages. */
export function wholeQuery({ condition, sort }: ListPlan): string {
  const order = sort.length > 0 ? `order by ${writeOrder(sort)}` : "";
  return [condition, order].filter(Boolean).join(" ");
}
