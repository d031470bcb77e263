import type { CellProps, FieldUi } from "./field-ui";
import { showNumber } from "./numbers";
import styles from "./show.module.css";
import { asText } from "./values";

function ShowNumber({ value, property }: CellProps) {
  const style = { ...property, isGrouped: property.digit === true };
  return <span className={styles.number}>{showNumber(asText(value), style)}</span>;
}

export const number: FieldUi = {
  Cell: ShowNumber,
  blank: "",
  isNumeric: () => true,
  isSortable: true,
};
