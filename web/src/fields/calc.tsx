import type { FieldProperty } from "@/api/wire";
import type { CellProps, FieldUi } from "./field-ui";
import { showNumber } from "./numbers";
import styles from "./show.module.css";
import { ShowDate, ShowDateTime } from "./show-moment";
import { asText } from "./values";

function isNumber(property: FieldProperty): boolean {
  return property.format === undefined || property.format.startsWith("NUMBER");
}

function ShowCalc(props: CellProps) {
  const { value, property } = props;
  if (property.format === "DATE") return <ShowDate {...props} />;
  if (property.format === "DATETIME") return <ShowDateTime {...props} />;
  if (!isNumber(property)) return <span className={styles.number}>{asText(value)}</span>;
  const style = { ...property, isGrouped: property.format !== "NUMBER" };
  return <span className={styles.number}>{showNumber(asText(value), style)}</span>;
}

export const calc: FieldUi = {
  Cell: ShowCalc,
  blank: "",
  isNumeric: (property) => isNumber(property) || (property.format ?? "").endsWith("MINUTE"),
  isSortable: true,
};
