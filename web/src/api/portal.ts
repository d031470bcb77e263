import { queryOptions } from "@tanstack/react-query";
import { call } from "./client";
import type { Entity } from "./wire";

interface NamedApp {
  id: string;
  name: string;
}

/** A starred app, or (with `view`, its id) a view of it. */
export interface Favourite {
  app: NamedApp;
  view: string;
  viewName: string;
}

/** An app or (with `record`) a record that was opened. */
export interface Visit {
  app: NamedApp;
  record: string;
  title: string;
  at: string;
}

export interface Announcement {
  id: string;
  title: string;
  body: string;
  isImportant: boolean;
  startsOn: string;
  /** null: shown without an end. */
  endsOn: string | null;
  isRead: boolean;
  by: Entity;
}

export interface Portal {
  favourites: Favourite[];
  visits: Visit[];
  announcements: Announcement[];
}

export const portalQuery = queryOptions({
  queryKey: ["portal"],
  queryFn: () => call<Portal>("GET", "/api/v1/portal"),
});

export const favouritesQuery = queryOptions({
  queryKey: ["favourites"],
  queryFn: async () =>
    (await call<{ favourites: Favourite[] }>("GET", "/api/v1/me/favourites")).favourites,
  staleTime: 60_000,
});

/** An app or a view of it; `label` is what the view is called. */
export interface Starred {
  app: string;
  view?: string;
  label?: string;
}

export async function star(what: Starred, isStarred: boolean): Promise<Favourite[]> {
  const body = { ...what, isStarred };
  return (await call<{ favourites: Favourite[] }>("PUT", "/api/v1/me/favourites", body))
    .favourites;
}

const last = { opened: "" };

/** Tells the server what was opened, once for each opening. Whether it heard does not matter. */
export function noteVisit(app: string, record = ""): void {
  const place = `${app}/${record}`;
  if (last.opened === place) return;
  last.opened = place;
  const body = record ? { app, record } : { app };
  void call("POST", "/api/v1/me/visits", body).catch(() => undefined);
}

export async function markRead(ids: string[]): Promise<void> {
  await call("POST", "/api/v1/me/readings", { ids });
}

export const announcementsQuery = queryOptions({
  queryKey: ["announcements"],
  queryFn: async () => {
    const found = await call<{ announcements: Announcement[] }>(
      "GET",
      "/api/v1/announcements",
      { all: "true" },
    );
    return found.announcements;
  },
});

export type Wording = Pick<
  Announcement,
  "title" | "body" | "isImportant" | "startsOn" | "endsOn"
>;

/** Writes a new one (`id` null) or changes one. */
export async function announce(id: string | null, wording: Wording): Promise<void> {
  if (id === null) await call("POST", "/api/v1/announcements", { ...wording });
  else await call("PUT", `/api/v1/announcements/${id}`, { ...wording });
}

export async function takeBack(id: string): Promise<void> {
  await call("DELETE", `/api/v1/announcements/${id}`);
}
