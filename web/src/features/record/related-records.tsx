import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type AppDefinition, definitionQuery } from "@/api/apps";
import { allOf, quote, toQueryText } from "@/api/kintone-query";
import { recordsQuery } from "@/api/records";
import { rightsQuery } from "@/api/rights";
import { totalsQuery } from "@/api/totals";
import type { FieldProperty, ReferenceTable, WireRecord } from "@/api/wire";
import { fieldUi } from "@/fields/registry";
import { asText } from "@/fields/values";
import { ErrorState, LoadingLines } from "@/ui/states";
import styles from "./layout.module.css";
import { usePeek } from "./peek-context";
import { isNumeric, ReadTable } from "./shown-table";

const MOST = 20;

/** 関連レコード一覧: the records of another app that carry this record's key. */
export function RelatedRecords(props: { property: FieldProperty; record: WireRecord }) {
  const { referenceTable, label } = props.property;
  if (!referenceTable) return null;
  const key = asText(props.record[referenceTable.condition.field]?.value);
  return <Related label={label} table={referenceTable} value={key} />;
}

interface RelatedProps {
  label: string;
  table: ReferenceTable;
  /** What the records have in common with this one. */
  value: string;
}

function Related({ label, table, value }: RelatedProps) {
  const { t } = useTranslation();
  const hasKey = value !== "";
  const { app } = table.relatedApp;
  const definition = useQuery({ ...definitionQuery(app), enabled: hasKey });
  const rights = useQuery({ ...rightsQuery(app), enabled: hasKey, retry: false });
  const keyField = definition.data?.fields[table.condition.relatedField];
  const mayAdd = rights.data?.app.includes("add") && keyField !== undefined;
  return (
    <>
      <div className={styles.tableHead}>
        <p className={styles.tableName}>{label}</p>
        {mayAdd ? (
          <Button
            size="compact-sm"
            variant="subtle"
            className={styles.notOnPaper ?? ""}
            leftSection={<IconPlus size={16} aria-hidden="true" />}
            renderRoot={(root) => (
              <Link
                to="/apps/$appId/new"
                params={{ appId: app }}
                search={{ set: { [table.condition.relatedField]: value } }}
                {...root}
              />
            )}
          >
            {t("page.addRelated", { app: definition.data?.app.name ?? "" })}
          </Button>
        ) : null}
      </div>
      {definition.error ? <ErrorState error={definition.error} /> : null}
      {!hasKey ? (
        <ReadTable label={label} columns={[]} rows={[]} empty={t("record.relatedNone")} />
      ) : null}
      {hasKey && definition.isPending ? <LoadingLines lines={2} /> : null}
      {definition.data ? (
        <Rows label={label} table={table} value={value} definition={definition.data} />
      ) : null}
    </>
  );
}

function Rows({
  label,
  table,
  value,
  definition,
}: RelatedProps & { definition: AppDefinition }) {
  const { t } = useTranslation();
  const [page, setPage] = useState(0);
  const { relatedApp, condition, filterCond, displayFields, sort } = table;
  const size = Number(table.size) || MOST;
  const all = allOf([`${condition.relatedField} = ${quote(value)}`, filterCond]);
  const text = toQueryText(all, { sort, limit: size, offset: page * size });
  const found = useQuery({
    ...recordsQuery(relatedApp.app, text, ["$id", ...displayFields]),
    placeholderData: keepPreviousData,
  });
  const columns = displayFields.flatMap((code) => definition.fields[code] ?? []);
  const sums = useSums(relatedApp.app, all, columns);
  if (found.error)
    return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <LoadingLines lines={2} />;
  const rows = found.data.records.map((record) => ({
    key: asText(record.$id?.value),
    values: record,
  }));
  return (
    <>
      <ReadTable
        label={label}
        columns={columns}
        rows={rows}
        empty={t("record.relatedNone")}
        sums={rows.length > 0 ? sums : null}
        lead={(recordId) => <OpenLink appId={relatedApp.app} recordId={recordId} />}
      />
      <Turner page={page} size={size} total={found.data.total} onTurn={setPage} />
    </>
  );
}

/** The number of a record: shows it beside this one where there is room, else leads there. */
function OpenLink({ appId, recordId }: { appId: string; recordId: string }) {
  const { t } = useTranslation();
  const peek = usePeek();
  return (
    <Link
      to="/apps/$appId/records/$recordId"
      params={{ appId, recordId }}
      className={styles.open ?? ""}
      aria-label={t("records.openNumber", { number: recordId })}
      onClick={(event) => {
        if (peek === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        peek(appId, recordId);
      }}
    >
      {recordId}
    </Link>
  );
}

/** The sums of the columns that are numbers, as they are shown; null where there are none. */
function useSums(app: string, query: string, columns: readonly FieldProperty[]) {
  const numbers = columns.filter(
    (column) => isNumeric(column) && ["NUMBER", "CALC"].includes(column.type),
  );
  const codes = numbers.map(({ code }) => code);
  const measures = codes.map((code) => `SUM:${code}`);
  const { data } = useQuery({
    ...totalsQuery(app, { query, groups: [], measures }),
    enabled: codes.length > 0,
    retry: false,
  });
  const values = data?.[0]?.values;
  if (!values) return null;
  return Object.fromEntries(
    numbers.map((column, index) => {
      const { Cell } = fieldUi(column.type);
      return [
        column.code,
        <Cell key={column.code} value={values[index] ?? ""} property={column} isDense />,
      ];
    }),
  );
}

interface TurnerProps {
  page: number;
  size: number;
  total: number;
  onTurn: (page: number) => void;
}

function Turner({ page, size, total, onTurn }: TurnerProps) {
  const { t } = useTranslation();
  if (total <= size) return null;
  const [from, to] = [page * size + 1, Math.min(total, (page + 1) * size)];
  return (
    <div className={`${styles.turner} ${styles.notOnPaper}`}>
      <span role="status">{t("page.relatedPlace", { from, to, count: total })}</span>
      <Button
        size="compact-sm"
        variant="default"
        disabled={page === 0}
        title={page === 0 ? t("page.relatedFirst") : undefined}
        onClick={() => onTurn(page - 1)}
      >
        {t("page.relatedBefore")}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={to >= total}
        title={to >= total ? t("page.relatedLast") : undefined}
        onClick={() => onTurn(page + 1)}
      >
        {t("page.relatedNext")}
      </Button>
    </div>
  );
}
