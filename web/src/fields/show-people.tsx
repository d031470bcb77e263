import type { CellProps } from "./field-ui";
import styles from "./show.module.css";
import { asEntities } from "./values";

/** People by name; organisations and groups alike. */
export function ShowPeople({ value }: CellProps) {
  return (
    <span className={styles.people}>
      {asEntities(value).map((one) => (
        <span key={one.code} className={styles.person}>
          <span className={styles.face} data-letter={one.name.slice(0, 1)} aria-hidden="true" />
          {one.name}
        </span>
      ))}
    </span>
  );
}
