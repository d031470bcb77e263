import { queryOptions } from "@tanstack/react-query";
import { call } from "./client";

/** One group: its keys, and what was measured of it. */
export interface Total {
  groups: (string | { code: string; name: string } | null)[];
  values: (string | null)[];
}

interface Question {
  query: string;
  /** `区分`, `申請日:MONTH`. */
  groups: readonly string[];
  /** `COUNT`, `SUM:金額`. */
  measures: readonly string[];
}

async function totals(app: string, { query, groups, measures }: Question): Promise<Total[]> {
  const search = new URLSearchParams({ query });
  for (const group of groups) search.append("group", group);
  for (const measure of measures) search.append("measure", measure);
  const path = `/api/v1/apps/${app}/totals?${search}`;
  return (await call<{ totals: Total[] }>("GET", path)).totals;
}

/** What records add up to; read again whenever records change. */
export const totalsQuery = (app: string, question: Question) =>
  queryOptions({
    queryKey: ["records", app, "totals", question],
    queryFn: () => totals(app, question),
  });
