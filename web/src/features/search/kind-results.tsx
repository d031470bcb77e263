import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Group, type Kind, search } from "@/api/search";
import { EmptyState, ErrorState, LoadingLines } from "@/ui/states";
import { HitList } from "./hit-list";
import styles from "./search.module.css";

const AT_ONCE = 20;

interface Props {
  wanted: { words: string; app: string | undefined; kind: Kind };
}

/** All hits of one kind, page by page. */
export function KindResults({ wanted }: Props) {
  const { t } = useTranslation();
  const { words, kind } = wanted;
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } =
    useInfiniteQuery({
      queryKey: ["search", "pages", wanted],
      queryFn: ({ pageParam }) => search({ ...wanted, limit: AT_ONCE }, pageParam),
      initialPageParam: "",
      getNextPageParam: (last: Group[]) => last[0]?.next ?? undefined,
      staleTime: 10_000,
      retry: false,
    });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={8} height={44} />;
  const groups = data.pages.flat();
  const hits = groups.flatMap((group) => group.hits);
  const isCut = groups.some((group) => group.isCut);
  return (
    <section aria-label={t(`search.kind.${kind}`)}>
      <p className="visually-hidden" role="status">
        {t(hasNextPage || isCut ? "search.foundMore" : "search.found", {
          count: hits.length,
        })}
      </p>
      {hits.length > 0 ? <HitList kind={kind} hits={hits} words={words} /> : null}
      {isCut ? <p className={styles.soft}>{t("search.cut")}</p> : null}
      {hits.length === 0 && !hasNextPage && !isCut ? (
        <EmptyState title={t("search.nothing", { words })} lead={t("search.nothingLead")} />
      ) : null}
      {hasNextPage ? (
        <Button
          variant="default"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t("search.more")}
        </Button>
      ) : null}
    </section>
  );
}
