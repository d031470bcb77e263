import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RowSource } from "@/grid/types";
import styles from "./records.module.css";

interface Props {
  rows: RowSource;
  sight: readonly [number, number];
  chosen: number;
  children: ReactNode;
}

/** Which of how many are in sight; said once the scrolling has come to rest. */
export function GridFooter({ rows, sight, chosen, children }: Props) {
  const { t, i18n } = useTranslation();
  const [first, last] = sight;
  const format = new Intl.NumberFormat(i18n.language);
  const count = rows.count();
  const total = rows.isCounted() ? format.format(count) : t("grid.counting");
  const range = t(rows.isCounted() ? "records.range" : "grid.rangeUncounted", {
    total,
    from: format.format(Math.min(first + 1, count)),
    to: format.format(Math.min(last + 1, count)),
  });
  return (
    <div className={styles.pager}>
      <p role="status" className={styles.range}>
        {range}
      </p>
      {chosen > 0 ? (
        <p className={styles.range}>{t("grid.chosen", { count: chosen })}</p>
      ) : null}
      <div className={styles.turns}>{children}</div>
    </div>
  );
}
