import { useTranslation } from "react-i18next";
import styles from "./route.module.css";

/** Why, one step further: the rule or the row that decided. */
export function Because({ texts, isRoute }: { texts: readonly string[]; isRoute?: boolean }) {
  const { t } = useTranslation();
  if (texts.length === 0) return null;
  return (
    <details className={styles.because}>
      <summary>{t(isRoute ? "route.becauseRoute" : "route.because")}</summary>
      <ul>
        {[...new Set(texts)].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </details>
  );
}
