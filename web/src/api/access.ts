import { queryOptions } from "@tanstack/react-query";
import { call } from "./client";
import type { Right } from "./rights";

/** What decided; `text` says it in a sentence. */
export interface Why {
  basis: string;
  about: "app" | "records" | "fields";
  rule: number | null;
  row: number | null;
  gives: string[];
  text: string;
}

export type Extent = "always" | "sometimes" | "never";

export interface FieldShown {
  code: string;
  label: string;
  table: string | null;
  sees: Extent;
  writes: Extent;
  reasons: Why[];
}

export interface Shown {
  id: string;
  code: string;
  name: string;
}

/** What may be done, and why; `records` are an app's rules about records. */
export interface Told {
  rights: Right[];
  reasons: Why[];
  records?: Why[];
  fields: FieldShown[];
}

export interface Together extends Told {
  people: Shown[];
}

export interface InApp extends Told {
  app: Shown;
}

export interface TokenShown {
  id: string;
  hint: string;
  memo: string;
  rights: Right[];
}

export interface OfPerson {
  person: Shown;
  apps: InApp[];
}

export interface OfApp {
  app: Shown;
  groups: Together[];
  tokens: TokenShown[];
}

export interface OfRecord {
  app: Shown;
  id: string;
  groups: Together[];
}

export const personPath = (code: string): string =>
  `/api/v1/people/${encodeURIComponent(code)}/access`;
export const appPath = (app: string): string => `/api/v1/apps/${app}/access`;
export const recordPath = (app: string, record: string): string =>
  `/api/v1/apps/${app}/records/${record}/access`;

/** Who can do what: whatever one of the paths above answers, always as it is now. */
export const accessQuery = <T>(path: string) =>
  queryOptions({
    queryKey: ["access", path],
    queryFn: () => call<T>("GET", path),
    staleTime: 0,
    retry: false,
  });

/** The same as a file; a plain link opens it. */
export const csvOf = (path: string): string => `${path}.csv`;
export const EVERYTHING_CSV = "/api/v1/access.csv";
