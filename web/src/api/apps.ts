import { queryOptions } from "@tanstack/react-query";
import { call } from "./client";
import type { App, AppSettings, FieldMap, LayoutItem, Process, View } from "./wire";

const PAGE = 100;
const MINUTE = 60_000;

async function everyApp(): Promise<App[]> {
  const found: App[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const { apps } = await call<{ apps: App[] }>("GET", "/k/v1/apps.json", {
      offset,
      limit: PAGE,
    });
    found.push(...apps);
    if (apps.length < PAGE) return found;
  }
}

export const appsQuery = queryOptions({
  queryKey: ["apps"],
  queryFn: everyApp,
  staleTime: MINUTE,
});

/** What a list and a record need to know of an app, fetched at once. */
export interface AppDefinition {
  app: App;
  fields: FieldMap;
  layout: LayoutItem[];
  views: View[];
  process: Process;
  settings: AppSettings;
}

async function definition(appId: string): Promise<AppDefinition> {
  const [app, form, layout, views, process, settings] = await Promise.all([
    call<App>("GET", "/k/v1/app.json", { id: appId }),
    call<{ properties: FieldMap }>("GET", "/k/v1/app/form/fields.json", { app: appId }),
    call<{ layout: LayoutItem[] }>("GET", "/k/v1/app/form/layout.json", { app: appId }),
    call<{ views: { [name: string]: View } }>("GET", "/k/v1/app/views.json", { app: appId }),
    call<Process>("GET", "/k/v1/app/status.json", { app: appId }),
    call<AppSettings>("GET", "/k/v1/app/settings.json", { app: appId }),
  ]);
  const ordered = Object.values(views.views).sort((a, b) => Number(a.index) - Number(b.index));
  const { layout: rows } = layout;
  return { app, fields: form.properties, layout: rows, views: ordered, process, settings };
}

export const definitionQuery = (appId: string) =>
  queryOptions({
    queryKey: ["definition", appId],
    queryFn: () => definition(appId),
    staleTime: MINUTE,
  });
