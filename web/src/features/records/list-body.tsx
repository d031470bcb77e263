import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { AppDefinition } from "@/api/apps";
import { ofType, titleField } from "@/api/definition";
import { recordsQuery } from "@/api/records";
import { later } from "@/ui/later";
import { EmptyState, ErrorState, LoadingLines } from "@/ui/states";
import { ListCards } from "./list-cards";
import { type ListPlan, pageQuery } from "./list-plan";
import type { ListSearch, SearchChange } from "./list-search";
import { Pager } from "./pager";
import { RecordGrid } from "./record-grid";
import styles from "./records.module.css";

const Board = later(async () => (await import("./board/board")).Board);
const CalendarView = later(async () => (await import("./calendar/calendar-view")).CalendarView);
const Gallery = later(async () => (await import("./gallery")).Gallery);

interface Props {
  appId: string;
  search: ListSearch;
  definition: AppDefinition;
  plan: ListPlan;
  onChange: (part: SearchChange) => void;
}

/** The records in the shape that the plan has; what is heavy is fetched when it is chosen. */
export function ListBody({ appId, search, definition, plan, onChange }: Props) {
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
  if (plan.as !== "table") {
    return (
      <Suspense fallback={<LoadingLines lines={10} height={28} />}>
        {plan.as === "board" ? <Board {...shared} definition={definition} /> : null}
        {plan.as === "calendar" ? (
          <CalendarView {...shared} definition={definition} at={search.at} />
        ) : null}
        {plan.as === "cards" ? <Gallery {...shared} definition={definition} /> : null}
      </Suspense>
    );
  }
  return isPhone ? (
    <Cards {...shared} page={search.page ?? 1} />
  ) : (
    <RecordGrid {...shared} fields={definition.fields} appCode={definition.app.code} />
  );
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
