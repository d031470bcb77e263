import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type Group, searchQuery } from "@/api/search";
import { EmptyState, ErrorState, LoadingLines } from "@/ui/states";
import { countOf } from "./choices";
import { HitList } from "./hit-list";
import styles from "./search.module.css";

const AT_ONCE = 8;

interface Props {
  wanted: { words: string; app: string | undefined };
}

/** The first hits of every kind, and the ways to the others. */
export function Overview({ wanted }: Props) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({
    ...searchQuery({ ...wanted, limit: AT_ONCE }),
    placeholderData: keepPreviousData,
  });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={6} height={44} />;
  const { words } = wanted;
  const { count, hasMore } = countOf(data);
  if (count === 0 && !hasMore)
    return <EmptyState title={t("search.nothing", { words })} lead={t("search.nothingLead")} />;
  return (
    <>
      <p className="visually-hidden" role="status">
        {t(hasMore ? "search.foundMore" : "search.found", { count })}
      </p>
      {data
        .filter((group) => group.hits.length > 0 || group.isCut)
        .map((group) => (
          <OneKind key={group.kind} group={group} wanted={wanted} />
        ))}
    </>
  );
}

function OneKind({ group, wanted }: { group: Group; wanted: Props["wanted"] }) {
  const { t } = useTranslation();
  const { words, app } = wanted;
  const { kind } = group;
  return (
    <section className={styles.group} aria-labelledby={`found-${kind}`}>
      <h2 id={`found-${kind}`}>{t(`search.kind.${kind}`)}</h2>
      {group.hits.length > 0 ? <HitList kind={kind} hits={group.hits} words={words} /> : null}
      {group.isCut ? <p className={styles.soft}>{t("search.cut")}</p> : null}
      {group.next === null ? null : (
        <Link to="/search" search={{ q: words, kind, app }}>
          {t("search.moreOf", { kind: t(`search.kind.${kind}`) })}
        </Link>
      )}
    </section>
  );
}
