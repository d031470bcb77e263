import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { definitionQuery } from "@/api/apps";
import { allOf, quote, toQueryText } from "@/api/kintone-query";
import { recordsQuery } from "@/api/records";
import type { FieldProperty, ReferenceTable, WireRecord } from "@/api/wire";
import { asText } from "@/fields/values";
import { LoadingLines } from "@/ui/states";
import styles from "./layout.module.css";
import { ReadTable } from "./shown-table";

const MOST = 20;

/** 関連レコード一覧: the records of another app that carry this record's key. */
export function RelatedRecords(props: { property: FieldProperty; record: WireRecord }) {
  const { referenceTable } = props.property;
  if (!referenceTable) return null;
  const key = asText(props.record[referenceTable.condition.field]?.value);
  return (
    <>
      <p className={styles.tableName}>{props.property.label}</p>
      <Rows label={props.property.label} table={referenceTable} value={key} />
    </>
  );
}

function Rows(props: { label: string; table: ReferenceTable; value: string }) {
  const { t } = useTranslation();
  const { relatedApp, condition, filterCond, displayFields, sort, size } = props.table;
  const text = toQueryText(
    allOf([`${condition.relatedField} = ${quote(props.value)}`, filterCond]),
    { sort, limit: Number(size) || MOST, offset: 0 },
  );
  const hasKey = props.value !== "";
  const definition = useQuery({ ...definitionQuery(relatedApp.app), enabled: hasKey });
  const codes = ["$id", ...displayFields];
  const found = useQuery({ ...recordsQuery(relatedApp.app, text, codes), enabled: hasKey });
  if (hasKey && (definition.isPending || found.isPending)) return <LoadingLines lines={2} />;
  const columns = displayFields.flatMap((code) => definition.data?.fields[code] ?? []);
  const rows = (found.data?.records ?? []).map((record) => ({
    key: asText(record.$id?.value),
    values: record,
  }));
  return (
    <ReadTable
      label={props.label}
      columns={columns}
      rows={rows}
      empty={t("record.relatedNone")}
      lead={(recordId) => (
        <Link
          to="/apps/$appId/records/$recordId"
          params={{ appId: relatedApp.app, recordId }}
          aria-label={t("records.openNumber", { number: recordId })}
        >
          {recordId}
        </Link>
      )}
    />
  );
}
