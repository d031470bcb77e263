import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { FieldProperty } from "@/api/wire";
import { Asked, LabelText } from "@/fields/inputs/frame";
import { useFieldError } from "./field-errors";
import styles from "./form.module.css";
import { inputId, useFormScope } from "./form-context";
import { whyReadOnly } from "./form-values";
import sheetStyles from "./sheet.module.css";
import { SheetRow } from "./sheet-row";
import { SheetSums } from "./sheet-sums";
import { Locked } from "./shown-field";
import { columnsIn, isNumeric } from "./shown-table";
import { useSheet } from "./use-sheet";
import { useSheetWindow } from "./use-sheet-window";

interface Props {
  property: FieldProperty;
  order: readonly string[];
}

/** テーブル: typed like a sheet, with Enter, Tab and blocks pasted from Excel. */
export function SheetTable({ property, order }: Props) {
  const { t } = useTranslation();
  const scope = useFormScope();
  const box = useRef<HTMLDivElement>(null);
  const columns = useMemo(() => columnsIn(property, order), [property, order]);
  const sheet = useSheet(property, columns, box);
  const view = useSheetWindow(sheet.rows.length, box);
  sheet.showRow.current = view.show;
  const error = useFieldError(scope.errors, property.code);
  const count = sheet.rows.length;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot scroll sideways
    <div id={inputId(property.code)} role="group" aria-label={property.label} tabIndex={-1}>
      <div className={sheetStyles.head}>
        <p className={styles.tableName}>
          <LabelText label={property.label} property={property} />
        </p>
        {count > 0 ? <span className={sheetStyles.hint}>{t("form.sheetHint")}</span> : null}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of its inputs bubble up to it */}
      <div
        ref={box}
        className={`${styles.tableBox} ${sheetStyles.box}`}
        data-long={view.isLong || undefined}
        onKeyDown={sheet.onKeyDown}
        onPaste={sheet.onPaste}
      >
        <table className={`${styles.table} ${styles.input}`} aria-rowcount={count + 1}>
          <thead>
            <tr>
              <td className={sheetStyles.number} />
              {columns.map((column) => (
                <Head key={column.code} column={column} />
              ))}
            </tr>
          </thead>
          <tbody>
            <Gap height={view.before} columns={columns.length + 1} />
            {view.rows.map((index) => {
              const row = sheet.rows[index];
              return row === undefined ? null : (
                <SheetRow
                  key={row.key}
                  table={property.code}
                  columns={columns}
                  typed={sheet.typed}
                  index={index}
                  count={count}
                  acts={sheet.acts}
                  measure={view.measure}
                />
              );
            })}
            <Gap height={view.after} columns={columns.length + 1} />
          </tbody>
          {count > 1 ? <SheetSums property={property} columns={columns} /> : null}
        </table>
        {count === 0 ? <p className={styles.none}>{t("form.noRows")}</p> : null}
      </div>
      {error ? <p className={styles.error}>{error}</p> : null}
      <Button
        variant="subtle"
        size="compact-md"
        mt={6}
        leftSection={<IconPlus size={16} aria-hidden="true" />}
        onClick={sheet.add}
      >
        {t("form.addRow")}
      </Button>
      <p className="visually-hidden" role="status">
        {sheet.said}
      </p>
    </div>
  );
}

function Head({ column }: { column: FieldProperty }) {
  const scope = useFormScope();
  const why = whyReadOnly(column, scope);
  return (
    <th data-numeric={isNumeric(column) || undefined}>
      {column.label}
      {why === "locked" || why === "frozen" ? <Locked by={why} /> : null}
      <Asked property={column} />
    </th>
  );
}

/** Stands for the rows that are out of sight. */
function Gap({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr className={sheetStyles.gap}>
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}
