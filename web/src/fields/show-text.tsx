import type { CellProps } from "./field-ui";
import styles from "./show.module.css";
import { asText } from "./values";

/** Text as it was written; in a list two lines of it. */
export function ShowText({ value, isDense }: CellProps) {
  return <span className={isDense ? styles.clamped : styles.text}>{asText(value)}</span>;
}
