import { useTranslation } from "react-i18next";
import type { FieldProperty, WireRecord, WireValue } from "@/api/wire";
import { fieldUi } from "@/fields/registry";
import { asRows } from "@/fields/values";
import styles from "./layout.module.css";

/** The columns of a SUBTABLE in the order of the form. */
export function columnsIn(property: FieldProperty, order: readonly string[]): FieldProperty[] {
  const fields = property.fields ?? {};
  const codes = [...new Set([...order, ...Object.keys(fields)])];
  return codes.flatMap((code) => fields[code] ?? []);
}

interface TableProps {
  label: string;
  columns: FieldProperty[];
  rows: { key: string; values: WireRecord }[];
  empty: string;
  /** What stands in a row's first column, before its fields. */
  lead?: (key: string) => React.ReactNode;
  /** Under the columns, by code: what they add up to. */
  sums?: { [code: string]: React.ReactNode } | null;
}

/** A small table of records or rows, to read. */
export function ReadTable({ label, columns, rows, empty, lead, sums }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls by keyboard too
    <section className={styles.tableBox} aria-label={label} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {lead ? <th>No.</th> : null}
            {columns.map((column) => (
              <th key={column.code} data-numeric={isNumeric(column) || undefined}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, values }) => (
            <tr key={key}>
              {lead ? <td>{lead(key)}</td> : null}
              {columns.map((column) => (
                <td key={column.code} data-numeric={isNumeric(column) || undefined}>
                  <Value column={column} value={values[column.code]?.value} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {sums ? <Sums columns={columns} hasLead={lead !== undefined} sums={sums} /> : null}
      </table>
      {rows.length === 0 ? <p className={styles.none}>{empty}</p> : null}
    </section>
  );
}

interface SumsProps {
  columns: FieldProperty[];
  hasLead: boolean;
  sums: { [code: string]: React.ReactNode };
}

function Sums({ columns, hasLead, sums }: SumsProps) {
  const { t } = useTranslation();
  return (
    <tfoot>
      <tr>
        {hasLead ? <th scope="row">{t("page.sum")}</th> : null}
        {columns.map((column) => (
          <td key={column.code} data-numeric={isNumeric(column) || undefined}>
            {sums[column.code] ?? null}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}

export function isNumeric(property: FieldProperty): boolean {
  return fieldUi(property.type).isNumeric?.(property) === true;
}

function Value({ column, value }: { column: FieldProperty; value: WireValue | undefined }) {
  const { Cell } = fieldUi(column.type);
  // In a table a date is short, but nothing that was written is cut off.
  const isDense = column.type === "DATE";
  return value === undefined ? null : (
    <Cell value={value} property={column} isDense={isDense} />
  );
}

interface ShownTableProps {
  property: FieldProperty;
  value: WireValue | undefined;
  order: readonly string[];
}

/** テーブル of a record, to read. */
export function ShownTable({ property, value, order }: ShownTableProps) {
  const { t } = useTranslation();
  const rows = asRows(value).map((row, index) => ({
    key: row.id ?? String(index),
    values: row.value,
  }));
  return (
    <>
      <p className={styles.tableName}>{property.label}</p>
      <ReadTable
        label={property.label}
        columns={columnsIn(property, order)}
        rows={rows}
        empty={t("form.noRows")}
      />
    </>
  );
}
