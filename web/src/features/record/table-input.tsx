import { useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";
import type { FieldProperty } from "@/api/wire";
import styles from "./form.module.css";
import { useFormScope } from "./form-context";
import { type FormValues, rowsOf } from "./form-values";
import { SheetTable } from "./sheet-table";
import { Locked } from "./shown-field";
import { columnsIn, ReadTable } from "./shown-table";

interface Props {
  property: FieldProperty;
  order: readonly string[];
}

/** テーブル to fill in, or only to read where a rule says so. */
export function TableInput(props: Props) {
  const { locked } = useFormScope();
  return locked.has(props.property.code) ? (
    <LockedTable {...props} />
  ) : (
    <SheetTable {...props} />
  );
}

function LockedTable({ property, order }: Props) {
  const { t } = useTranslation();
  const form = useFormContext<FormValues>();
  const rows = rowsOf(form.getValues(property.code)).map((row, index) => ({
    key: row.rowId ?? String(index),
    values: Object.fromEntries(
      Object.entries(row.value).map(([code, value]) => [code, { value }]),
    ),
  }));
  return (
    <>
      <p className={styles.tableName}>
        {property.label}
        <Locked by="locked" />
      </p>
      <ReadTable
        label={property.label}
        columns={columnsIn(property, order)}
        rows={rows}
        empty={t("form.noRows")}
      />
    </>
  );
}
