import { useTranslation } from "react-i18next";
import type { CellProps, FieldUi } from "./field-ui";
import styles from "./show.module.css";
import { asRows } from "./values";

/** A list tells how many rows there are; a record and a form draw the table themselves. */
function ShowRowCount({ value }: CellProps) {
  const { t } = useTranslation();
  return (
    <span className={styles.number}>{t("records.rows", { count: asRows(value).length })}</span>
  );
}

export const subtable: FieldUi = { Cell: ShowRowCount, blank: [], isLong: true };
