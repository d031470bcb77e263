import { queryOptions } from "@tanstack/react-query";
import { call, change } from "./client";
import type { Entity } from "./wire";

/** A definition that went live, and in words what it changed. */
export interface Version {
  version: string;
  deployedAt: string;
  deployedBy: Entity;
  rolledBackTo: string | null;
  isLive: boolean;
  changes: string[];
}

export interface Versions {
  versions: Version[];
  next: string | null;
}

/** The versions of an app, the newest first; `before` is what the page before said of the next. */
export async function versions(app: string, before: string): Promise<Versions> {
  const params = { limit: 20, before: before || undefined };
  return call<Versions>("GET", `/api/v1/apps/${app}/versions`, params);
}

/** What the draft would change, when it is not what is live. */
export const draftQuery = (app: string) =>
  queryOptions({
    queryKey: ["versions", app, "draft"],
    queryFn: () =>
      call<{ changes: string[]; isSame: boolean }>(
        "GET",
        `/api/v1/apps/${app}/versions/changes`,
      ),
    staleTime: 0,
    retry: false,
  });

/** Everything that going back to a version would touch. */
export interface Impact {
  changes: string[];
  values: { kind: string; field: string; message: string; records: number }[];
  people: { count: number; people: { code: string; name: string; changes: string[] }[] };
  apps: {
    app: string | null;
    name: string | null;
    field: string | null;
    isBroken: boolean;
  }[];
  obstacles: { at: string; message: string }[];
}

export const impactQuery = (app: string, version: string) =>
  queryOptions({
    queryKey: ["versions", app, "impact", version],
    queryFn: () => call<Impact>("GET", `/api/v1/apps/${app}/impact`, { version }),
    staleTime: 0,
    retry: false,
  });

/** Makes an earlier version live again, as a new one. */
export async function rollBack(app: string, version: string): Promise<void> {
  await change("POST", `/api/v1/apps/${app}/rollback`, { version });
}

/** A version as a file; a plain link opens it. */
export const yamlOf = (app: string, version: string): string =>
  `/api/v1/apps/${app}/definition.yaml?version=${version}`;
