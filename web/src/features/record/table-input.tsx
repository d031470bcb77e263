import { ActionIcon, Button } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { memo } from "react";
import { useFieldArray, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";
import type { FieldProperty } from "@/api/wire";
import { Asked, LabelText } from "@/fields/inputs/frame";
import styles from "./form.module.css";
import { inputId, useFormScope } from "./form-context";
import { FormField } from "./form-field";
import { type FormRow, type FormValues, newRow, rowsOf, whyReadOnly } from "./form-values";
import { Locked } from "./shown-field";
import { columnsIn, isNumeric, ReadTable } from "./shown-table";

type TableForm = { [code: string]: FormRow[] };

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
    <OpenTable {...props} />
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
        <Locked />
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

/** A row for each line, rows added and removed. */
function OpenTable(props: Props) {
  const { property } = props;
  const { t } = useTranslation();
  const scope = useFormScope();
  const { user, errors, touched } = scope;
  const columns = columnsIn(property, props.order);
  const rows = useFieldArray<TableForm, string, "key">({ name: property.code, keyName: "key" });
  const error = errors.get(property.code);
  const remove = (index: number): void => {
    rows.remove(index);
    touched(property.code);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot scroll sideways
    <div id={inputId(property.code)} role="group" aria-label={property.label} tabIndex={-1}>
      <p className={styles.tableName}>
        <LabelText label={property.label} property={property} />
      </p>
      <div className={styles.tableBox}>
        <table className={`${styles.table} ${styles.input}`}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.code} data-numeric={isNumeric(column) || undefined}>
                  {column.label}
                  {whyReadOnly(column, scope) === "locked" ? <Locked /> : null}
                  <Asked property={column} />
                </th>
              ))}
              <td className={styles.tool} />
            </tr>
          </thead>
          <tbody>
            {rows.fields.map((row, index) => (
              <Row
                key={row.key}
                table={property.code}
                columns={columns}
                index={index}
                onRemove={remove}
              />
            ))}
          </tbody>
        </table>
        {rows.fields.length === 0 ? <p className={styles.none}>{t("form.noRows")}</p> : null}
      </div>
      {error ? <p className={styles.error}>{error}</p> : null}
      <Button
        variant="subtle"
        size="compact-sm"
        mt={6}
        leftSection={<IconPlus size={16} aria-hidden="true" />}
        onClick={() => rows.append(newRow(property, user))}
      >
        {t("form.addRow")}
      </Button>
    </div>
  );
}

interface RowProps {
  table: string;
  columns: FieldProperty[];
  index: number;
  onRemove: (index: number) => void;
}

const Row = memo(function Row({ table, columns, index, onRemove }: RowProps) {
  const { t } = useTranslation();
  const scope = useFormScope();
  const labelOf = (column: FieldProperty): string =>
    whyReadOnly(column, scope) === "locked"
      ? `${column.label} (${t("form.locked")})`
      : column.label;
  return (
    <tr>
      {columns.map((column) => (
        <td
          key={column.code}
          data-label={labelOf(column)}
          data-kind={column.type}
          data-numeric={isNumeric(column) || undefined}
        >
          <FormField
            property={column}
            name={`${table}.${index}.value.${column.code}`}
            row={index}
          />
        </td>
      ))}
      <td className={styles.tool}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t("form.removeRow", { row: index + 1 })}
          onClick={() => onRemove(index)}
        >
          <IconTrash size={18} aria-hidden="true" />
        </ActionIcon>
      </td>
    </tr>
  );
});
