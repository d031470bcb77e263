import {
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  lazyRouteComponent,
} from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { readAccessSearch } from "@/features/access/access-search";
import { readListSearch } from "@/features/records/list-search";
import { readSearchSearch } from "@/features/search/search-address";
import { readTaskSearch } from "@/features/tasks/task-search";
import { withLaterWords } from "@/i18n/language";
import { EmptyState, ErrorState, LoadingLines } from "@/ui/states";
import { Shell } from "./shell";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const portal = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: lazyRouteComponent(() => import("./portal-route"), "PortalRoute"),
});

const apps = createRoute({
  getParentRoute: () => root,
  path: "/apps",
  component: lazyRouteComponent(() => withLaterWords(import("./apps-route")), "AppList"),
});

const announcements = createRoute({
  getParentRoute: () => root,
  path: "/announcements",
  component: lazyRouteComponent(
    () => withLaterWords(import("./announcements-route")),
    "AnnouncementsRoute",
  ),
});

const records = createRoute({
  getParentRoute: () => root,
  path: "/apps/$appId",
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import("./list-route"), "ListRoute"),
});

const recordPage = lazyRouteComponent(
  () => withLaterWords(import("./record-route")),
  "RecordRoute",
);
const editPage = lazyRouteComponent(() => withLaterWords(import("./form-routes")), "EditRoute");
const addPage = lazyRouteComponent(() => withLaterWords(import("./form-routes")), "AddRoute");

const record = createRoute({
  getParentRoute: () => root,
  path: "/apps/$appId/records/$recordId",
  component: recordPage,
});

const print = createRoute({
  getParentRoute: () => root,
  path: "/apps/$appId/records/$recordId/print",
  component: lazyRouteComponent(() => withLaterWords(import("./print-route")), "PrintRoute"),
});

const edit = createRoute({
  getParentRoute: () => root,
  path: "/apps/$appId/records/$recordId/edit",
  component: editPage,
});

export interface AddSearch {
  from?: string | undefined;
  /** Values to begin with, by code. */
  set?: { [code: string]: string } | undefined;
}

function readAddSearch({ from, set }: Record<string, unknown>): AddSearch {
  const values = Object.entries(typeof set === "object" && set !== null ? set : {});
  return {
    ...(from === undefined ? {} : { from: String(from) }),
    ...(values.length === 0
      ? {}
      : { set: Object.fromEntries(values.map(([code, value]) => [code, String(value)])) }),
  };
}

const add = createRoute({
  getParentRoute: () => root,
  path: "/apps/$appId/new",
  validateSearch: readAddSearch,
  component: addPage,
});

const access = createRoute({
  getParentRoute: () => root,
  path: "/access",
  validateSearch: readAccessSearch,
  component: lazyRouteComponent(() => withLaterWords(import("./access-route")), "AccessRoute"),
});

const trash = createRoute({
  getParentRoute: () => root,
  path: "/apps/$appId/trash",
  component: lazyRouteComponent(() => withLaterWords(import("./trash-route")), "TrashRoute"),
});

const versions = createRoute({
  getParentRoute: () => root,
  path: "/apps/$appId/versions",
  component: lazyRouteComponent(
    () => withLaterWords(import("./versions-route")),
    "VersionsRoute",
  ),
});

const tasks = createRoute({
  getParentRoute: () => root,
  path: "/tasks",
  validateSearch: readTaskSearch,
  component: lazyRouteComponent(() => withLaterWords(import("./tasks-route")), "TasksRoute"),
});

const search = createRoute({
  getParentRoute: () => root,
  path: "/search",
  validateSearch: readSearchSearch,
  component: lazyRouteComponent(() => withLaterWords(import("./search-route")), "SearchRoute"),
});

const authority = createRoute({
  getParentRoute: () => root,
  path: "/authority",
  component: lazyRouteComponent(
    () => withLaterWords(import("./authority-route")),
    "AuthorityRoute",
  ),
});

const delegations = createRoute({
  getParentRoute: () => root,
  path: "/delegations",
  component: lazyRouteComponent(
    () => withLaterWords(import("./delegations-route")),
    "DelegationsRoute",
  ),
});

const calendar = createRoute({
  getParentRoute: () => root,
  path: "/calendar",
  component: lazyRouteComponent(
    () => withLaterWords(import("./calendar-route")),
    "CalendarRoute",
  ),
});

const personnel = createRoute({
  getParentRoute: () => root,
  path: "/personnel",
  component: lazyRouteComponent(
    () => withLaterWords(import("./personnel-route")),
    "PersonnelPage",
  ),
});

const stuck = createRoute({
  getParentRoute: () => root,
  path: "/process/stuck",
  component: lazyRouteComponent(() => withLaterWords(import("./stuck-route")), "StuckPage"),
});

const account = createRoute({
  getParentRoute: () => root,
  path: "/account",
  component: lazyRouteComponent(
    () => withLaterWords(import("./account-route")),
    "AccountRoute",
  ),
});

function NotFound() {
  const { t } = useTranslation();
  return (
    <EmptyState isPage title={t("problem.notFoundPage")}>
      <Link to="/">{t("problem.toApps")}</Link>
    </EmptyState>
  );
}

export const router = createRouter({
  routeTree: root.addChildren([
    portal,
    apps,
    announcements,
    records,
    record,
    print,
    edit,
    add,
    trash,
    access,
    versions,
    tasks,
    search,
    authority,
    delegations,
    stuck,
    calendar,
    personnel,
    account,
  ]),
  defaultPreload: "intent",
  scrollRestoration: true,
  defaultPendingComponent: () => <LoadingLines lines={6} />,
  defaultErrorComponent: ({ error, reset }) => (
    <ErrorState isPage error={error} onRetry={reset} />
  ),
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
