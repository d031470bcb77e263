import { useTranslation } from "react-i18next";
import type { Group } from "@/api/search";
import { useProblemText } from "@/ui/problem-text";
import { countOf } from "./choices";
import styles from "./search.module.css";

interface Props {
  words: string;
  /** What was found; absent before anything was looked for. */
  groups: readonly Group[] | undefined;
  error: unknown;
  isFetching: boolean;
}

/** What came of a search in words: said to those who do not see it, and to all where there is nothing. */
export function SearchNotes({ words, groups, error, isFetching }: Props) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { count, hasMore } = countOf(groups ?? []);
  const isNothing = groups !== undefined && count === 0 && !isFetching;
  const found = t(hasMore ? "search.foundMore" : "search.found", { count });
  return (
    <>
      <p className="visually-hidden" role="status">
        {isNothing ? t("search.nothing", { words }) : groups === undefined ? "" : found}
      </p>
      {error ? (
        <p className={styles.problem} role="alert">
          {textOf(error)}
        </p>
      ) : null}
      {isNothing ? (
        <div className={styles.nothing} aria-hidden="true">
          <p>{t("search.nothing", { words })}</p>
          <p className={styles.soft}>{t("search.nothingLead")}</p>
        </div>
      ) : null}
    </>
  );
}
