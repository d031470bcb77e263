import { Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { MOST_OFFSET, PAGE_SIZE } from "./list-plan";
import styles from "./records.module.css";

interface Props {
  total: number;
  page: number;
  onTurn: (page: number) => void;
}

/** How many there are, which of them are here, and the pages around. */
export function Pager({ total, page, onTurn }: Props) {
  const { t, i18n } = useTranslation();
  const pages = Math.ceil(total / PAGE_SIZE);
  const last = Math.min(pages, MOST_OFFSET / PAGE_SIZE + 1);
  const format = new Intl.NumberFormat(i18n.language);
  const from = (page - 1) * PAGE_SIZE + 1;
  const range = t("records.range", {
    total: format.format(total),
    from: format.format(from),
    to: format.format(Math.min(from + PAGE_SIZE - 1, total)),
  });
  return (
    <nav className={styles.pager} aria-label={t("records.pages")}>
      <p role="status" className={styles.range}>
        {range}
      </p>
      {pages > 1 ? (
        <div className={styles.turns}>
          <Button
            variant="default"
            aria-label={t("records.previous")}
            disabled={page <= 1}
            onClick={() => onTurn(page - 1)}
          >
            <IconChevronLeft size={18} aria-hidden="true" />
          </Button>
          <span className={styles.pageNumber}>
            {format.format(page)} / {format.format(pages)}
          </span>
          <Button
            variant="default"
            aria-label={t("records.next")}
            disabled={page >= last}
            onClick={() => onTurn(page + 1)}
          >
            <IconChevronRight size={18} aria-hidden="true" />
          </Button>
        </div>
      ) : null}
      {page >= last && pages > last ? (
        <p className={styles.tooFar}>
          {t("records.tooFar", { most: format.format(MOST_OFFSET + PAGE_SIZE) })}
        </p>
      ) : null}
    </nav>
  );
}
