import { Alert, Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconEyeCheck, IconHistory, IconPlus, IconTrash } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type AppDefinition, definitionQuery } from "@/api/apps";
import { ofType, titleField } from "@/api/definition";
import { recordsQuery } from "@/api/records";
import { rightsQuery } from "@/api/rights";
import type { SavedViews } from "@/api/views";
import type { View } from "@/api/wire";
import { Crumbs } from "@/ui/crumbs";
import pageStyles from "@/ui/page.module.css";
import { EmptyState, ErrorState, LoadingLines } from "@/ui/states";
import { StatusTones, statusTones } from "@/ui/status-tone";
import { useTitle } from "@/ui/use-title";
import { ChangedMark } from "./changed-mark";
import { FilterChips } from "./filter-chips";
import { ListCards } from "./list-cards";
import { chosenView, type ListPlan, pageQuery, planOf } from "./list-plan";
import {
  type ListSearch,
  NO_CHANGES,
  type SearchChange,
  withChange,
  withView,
} from "./list-search";
import { ListToolbar } from "./list-toolbar";
import { Pager } from "./pager";
import { RecordGrid } from "./record-grid";
import styles from "./records.module.css";
import { useViews } from "./use-views";
import { keyToOpen, type OwnView } from "./views";

interface Props {
  appId: string;
  search: ListSearch;
}

const NONE: readonly View[] = [];

/** レコードの一覧. The address is the view: whoever gets the link sees the same list. */
export function RecordList({ appId, search }: Props) {
  const { data, error, refetch } = useQuery(definitionQuery(appId));
  useTitle(data?.app.name ?? "");
  const known = useViews(appId, data?.views ?? NONE);
  if (error) return <ErrorState isPage error={error} onRetry={() => void refetch()} />;
  if (!data || !known) return <LoadingLines lines={8} height={28} />;
  return <LoadedList appId={appId} search={search} definition={data} {...known} />;
}

interface LoadedProps extends Props {
  definition: AppDefinition;
  saved: SavedViews;
  views: readonly OwnView[];
}

function LoadedList({ appId, search, definition, saved, views }: LoadedProps) {
  const navigate = useNavigate({ from: "/apps/$appId" });
  const tones = useMemo(() => statusTones(definition.process), [definition.process]);
  const view = chosenView(views, keyToOpen(views, saved, search.view));
  const plan = useMemo(() => planOf(definition, view, search), [definition, view, search]);
  const change = (part: SearchChange, options?: { isTyping: boolean }): void =>
    void navigate({
      search: (now) => withChange(now, part),
      replace: options?.isTyping === true,
      resetScroll: false,
    });
  const open = (key: string): void =>
    void navigate({ search: (now) => withView(now, key), resetScroll: false });
  const own = views.find((one) => one.key === plan.key);
  return (
    <StatusTones value={tones}>
      <div className={`${pageStyles.page} ${styles.desk}`}>
        <Head appId={appId} definition={definition} />
        <ListToolbar
          definition={definition}
          saved={saved}
          views={views}
          plan={plan}
          search={search}
          onChange={change}
          onView={open}
        />
        <div className={styles.inForce}>
          <FilterChips
            fields={definition.fields}
            plan={plan}
            search={search}
            onChange={change}
          />
          {plan.isChanged ? (
            <ChangedMark
              appId={appId}
              plan={plan}
              view={own}
              saved={saved}
              onUndo={() => change(NO_CHANGES)}
              onView={open}
            />
          ) : null}
        </div>
        {own?.saved?.problem ? (
          <Alert color="orange" mb={10}>
            {own.saved.problem}
          </Alert>
        ) : null}
        <Rows
          appId={appId}
          search={search}
          definition={definition}
          plan={plan}
          onChange={change}
        />
      </div>
    </StatusTones>
  );
}

function Head({ appId, definition }: { appId: string; definition: AppDefinition }) {
  const { t } = useTranslation();
  const rights = useQuery(rightsQuery(appId));
  return (
    <>
      <Crumbs items={[{ key: "apps", node: <Link to="/">{t("shell.apps")}</Link> }]} />
      <div className={pageStyles.head}>
        <div className={pageStyles.title}>
          <h1>{definition.app.name}</h1>
        </div>
        {rights.data?.app.includes("delete") ? (
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link to="/apps/$appId/trash" params={{ appId }} {...props} />
            )}
            leftSection={<IconTrash size={18} aria-hidden="true" />}
          >
            {t("trash.title")}
          </Button>
        ) : null}
        {rights.data?.explains ? (
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link to="/apps/$appId/versions" params={{ appId }} {...props} />
            )}
            leftSection={<IconHistory size={18} aria-hidden="true" />}
          >
            {t("versions.title")}
          </Button>
        ) : null}
        {rights.data?.explains ? (
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/access" search={{ app: appId }} {...props} />}
            leftSection={<IconEyeCheck size={18} aria-hidden="true" />}
          >
            {t("access.title")}
          </Button>
        ) : null}
        {rights.data?.app.includes("add") ? (
          <Button
            renderRoot={(props) => <Link to="/apps/$appId/new" params={{ appId }} {...props} />}
            leftSection={<IconPlus size={18} aria-hidden="true" />}
          >
            {t("records.add")}
          </Button>
        ) : null}
      </div>
    </>
  );
}

interface RowsProps extends Props {
  definition: AppDefinition;
  plan: ListPlan;
  onChange: (part: SearchChange) => void;
}

function Rows({ appId, search, definition, plan, onChange }: RowsProps) {
  const isPhone = useMediaQuery("(max-width: 48em)", undefined, {
    getInitialValueInEffect: false,
  });
  const title = titleField(definition);
  const number = ofType(definition.fields, "RECORD_NUMBER");
  const shared = {
    appId,
    plan,
    numberCode: number?.code ?? "$id",
    titleCode: title?.code,
    empty: <NoRecords search={search} isPart={plan.filter !== ""} onChange={onChange} />,
    onChange,
  };
  return isPhone ? <Cards {...shared} page={search.page ?? 1} /> : <RecordGrid {...shared} />;
}

interface CardsProps {
  appId: string;
  plan: ListPlan;
  numberCode: string;
  titleCode: string | undefined;
  page: number;
  empty: ReactNode;
  onChange: (part: SearchChange) => void;
}

function Cards({ appId, plan, numberCode, titleCode, page, empty, onChange }: CardsProps) {
  const codes = [...plan.columns.map(({ code }) => code), titleCode ?? "$id", numberCode];
  const fields = ["$id", ...new Set(codes)];
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...recordsQuery(appId, pageQuery(plan, page), fields),
    placeholderData: keepPreviousData,
  });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={10} height={28} />;
  if (data.records.length === 0) return empty;
  return (
    <div aria-busy={isPlaceholderData} className={styles.rows}>
      <ListCards
        appId={appId}
        columns={plan.columns}
        numberCode={numberCode}
        titleCode={titleCode}
        records={data.records}
      />
      <Pager total={data.total} page={page} onTurn={(next) => onChange({ page: next })} />
    </div>
  );
}

interface NoRecordsProps {
  search: ListSearch;
  /** The view itself leaves records out. */
  isPart: boolean;
  onChange: (part: SearchChange) => void;
}

function NoRecords({ search, isPart, onChange }: NoRecordsProps) {
  const { t } = useTranslation();
  const isFiltered = Boolean(search.q ?? search.status ?? search.page) || isPart;
  if (!isFiltered && !isPart) {
    return <EmptyState title={t("records.empty")} lead={t("records.emptyLead")} />;
  }
  return (
    <EmptyState title={t("records.noMatch")} lead={t("records.noMatchLead")}>
      {isFiltered ? (
        <Button variant="default" onClick={() => onChange({ q: "", status: "", filter: "" })}>
          {t("records.reset")}
        </Button>
      ) : null}
    </EmptyState>
  );
}
