import { useLocale } from "@/i18n/locale";
import type { CellProps } from "./field-ui";
import { showDate, showMoment, showWareki } from "./moments";
import styles from "./show.module.css";
import { asText } from "./values";

export function ShowDate({ value, isDense }: CellProps) {
  const { language } = useLocale();
  const text = asText(value);
  return (
    <span className={styles.moment}>
      {showDate(text, language, !isDense)}
      {!isDense && language === "ja" ? (
        <span className={styles.era}>{showWareki(text)}</span>
      ) : null}
    </span>
  );
}

export function ShowDateTime({ value }: CellProps) {
  return <span className={styles.moment}>{showMoment(asText(value), useLocale())}</span>;
}

export function ShowTime({ value }: CellProps) {
  return <span className={styles.moment}>{asText(value)}</span>;
}
