import { useEffect, useState } from "react";
import { useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";
import type { FieldProperty, WireValue } from "@/api/wire";
import { sumOf } from "@/fields/numbers";
import { fieldUi } from "@/fields/registry";
import { asText } from "@/fields/values";
import { type FormRow, type FormValues, rowsOf } from "./form-values";
import styles from "./sheet.module.css";
import { isNumeric } from "./shown-table";

/** Adding these up means nothing: prices of one, rates, numbers that are names, years. */
const NOT_ADDED = /単価|率|番号|年|月|コード|No\.?$|price|rate|code|year/i;
const PAUSE = 80;

function isAdded(column: FieldProperty): boolean {
  const isAmount = !(column.format ?? "").match(/DATE|TIME|DAY|HOUR/);
  return isNumeric(column) && isAmount && !NOT_ADDED.test(column.label);
}

interface Props {
  property: FieldProperty;
  columns: readonly FieldProperty[];
}

/** 合計 below the columns that can be added up, as they are while one types. */
export function SheetSums({ property, columns }: Props) {
  const { t } = useTranslation();
  const form = useFormContext<FormValues>();
  const [rows, setRows] = useState<readonly FormRow[]>(() =>
    rowsOf(form.getValues(property.code)),
  );
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const watching = form.watch(() => {
      clearTimeout(timer);
      timer = setTimeout(() => setRows([...rowsOf(form.getValues(property.code))]), PAUSE);
    });
    return () => {
      clearTimeout(timer);
      watching.unsubscribe();
    };
  }, [form, property.code]);
  if (!columns.some(isAdded)) return null;
  return (
    <tfoot>
      <tr>
        <th scope="row" className={styles.number}>
          {t("form.sum")}
        </th>
        {columns.map((column) => (
          <td
            key={column.code}
            data-label={isAdded(column) ? `${column.label} ${t("form.sum")}` : undefined}
            data-numeric={isNumeric(column) || undefined}
          >
            {isAdded(column) ? <Sum column={column} rows={rows} /> : null}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}

function Sum({ column, rows }: { column: FieldProperty; rows: readonly FormRow[] }) {
  const { Cell } = fieldUi(column.type);
  const value: WireValue = sumOf(rows.map((row) => asText(row.value[column.code])));
  return <Cell value={value} property={{ ...column, digit: true }} isDense />;
}
