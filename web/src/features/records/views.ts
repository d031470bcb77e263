import type { SavedView, SavedViews, ViewSettings } from "@/api/views";
import type { View } from "@/api/wire";
import { definedViews, EVERYTHING, type ListPlan, type ListView } from "./list-plan";
import { writeOrder } from "./sort-order";

/** A view with what the person on the screen has made of it. */
export interface OwnView extends ListView {
  /** Who saved it; null for a view of the app's definition. */
  saved: SavedView | null;
  isStarred: boolean;
}

export const NO_VIEWS: SavedViews = {
  views: [],
  choices: { starred: [], order: [], default: "" },
  mayShare: false,
};

function ofSaved(view: SavedView): ListView {
  const { settings } = view;
  return {
    ...EVERYTHING,
    key: `s${view.id}`,
    name: view.name,
    filter: settings.filter,
    sort: settings.sort,
    columns: settings.columns,
    frozen: settings.frozen,
    as: settings.as,
    group: settings.group,
  };
}

/** Every view in the person's own order; what they have not placed comes last, as it was. */
export function ownViews(defined: readonly View[], saved: SavedViews): OwnView[] {
  const { order, starred } = saved.choices;
  const own = (view: ListView, from: SavedView | null): OwnView => ({
    ...view,
    saved: from,
    isStarred: starred.includes(view.key),
  });
  const all = [
    ...definedViews(defined).map((view) => own(view, null)),
    ...saved.views.map((view) => own(ofSaved(view), view)),
  ];
  const place = (key: string): number => {
    const found = order.indexOf(key);
    return found < 0 ? order.length : found;
  };
  return all
    .map((view, n) => ({ view, n }))
    .sort((a, b) => place(a.view.key) - place(b.view.key) || a.n - b.n)
    .map(({ view }) => view);
}

/** The view to begin with: the address's, the person's own first one, else the first. */
export function keyToOpen(
  views: readonly OwnView[],
  saved: SavedViews,
  key: string | undefined,
): string | undefined {
  const first = saved.choices.default;
  return key ?? (views.some((view) => view.key === first) ? first : undefined);
}

/** The plan as a view would be saved. */
export function settingsOf(plan: ListPlan): ViewSettings {
  return {
    as: plan.as,
    filter: plan.filter,
    sort: writeOrder(plan.sort),
    columns: plan.columns.map(({ code }) => code),
    frozen: plan.frozen,
    group: plan.group,
  };
}
