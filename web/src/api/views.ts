import { queryOptions } from "@tanstack/react-query";
import { call, change, type Params } from "./client";
import type { Entity } from "./wire";

export type ViewShape = "table" | "board" | "calendar" | "cards";

/** What a saved view shows and how, in the words of a list's address. */
export interface ViewSettings {
  as: ViewShape;
  filter: string;
  sort: string;
  columns: string[];
  frozen: number;
  group: string;
}

export interface SavedView {
  id: string;
  name: string;
  owner: Entity;
  isMine: boolean;
  isShared: boolean;
  settings: ViewSettings;
  /** What of it is not there any more. */
  problem: string | null;
}

/** By keys: `20` of the app's definition, `s7` a saved view. */
export interface ViewChoices {
  starred: string[];
  order: string[];
  default: string;
}

export interface SavedViews {
  views: SavedView[];
  choices: ViewChoices;
  mayShare: boolean;
}

const of = (app: string): string => `/api/v1/apps/${app}/views`;

export const viewsQuery = (app: string) =>
  queryOptions({
    queryKey: ["views", app],
    queryFn: () => call<SavedViews>("GET", of(app)),
    staleTime: 60_000,
  });

export interface ViewWish {
  name?: string;
  isShared?: boolean;
  settings?: ViewSettings;
}

export function saveView(app: string, wish: ViewWish): Promise<SavedView> {
  return change<SavedView>("POST", of(app), wish as unknown as Params);
}

export function changeView(app: string, id: string, wish: ViewWish): Promise<SavedView> {
  return change<SavedView>("PUT", `${of(app)}/${id}`, wish as unknown as Params);
}

export async function deleteView(app: string, id: string): Promise<void> {
  await change("DELETE", `${of(app)}/${id}`, {});
}

export async function chooseViews(app: string, choices: ViewChoices): Promise<void> {
  await change("PUT", `${of(app)}/choices`, choices as unknown as Params);
}
