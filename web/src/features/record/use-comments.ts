import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { COMMENTS_AT_ONCE, type CommentPage, comments } from "@/api/comments";

const commentsKey = (app: string, record: string) => ["comments", app, record] as const;

/** Comments, newest first, page after page. */
export function useComments(appId: string, recordId: string) {
  const query = useInfiniteQuery({
    queryKey: commentsKey(appId, recordId),
    queryFn: ({ pageParam }) => comments(appId, recordId, pageParam),
    initialPageParam: 0,
    getNextPageParam: (last: CommentPage, pages) =>
      last.older ? pages.length * COMMENTS_AT_ONCE : undefined,
  });
  const seen = new Set<string>();
  // A comment that is added meanwhile moves one of a page to the next: nobody reads it twice.
  const all = (query.data?.pages.flatMap((page) => page.comments) ?? []).filter(
    ({ id }) => !seen.has(id) && seen.add(id),
  );
  return { ...query, all };
}

export function useCommentsReload(appId: string, recordId: string): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: commentsKey(appId, recordId) });
}

const ADDRESSED = /^#comment-(\d+)$/;

/** The comment that the address names: `#comment-12`. */
export function commentOfAddress(): string | null {
  return ADDRESSED.exec(window.location.hash)?.[1] ?? null;
}

/** Turns pages until the comment of the address is there; says whether it is not to be found. */
export function useAddressedComment(found: ReturnType<typeof useComments>): boolean {
  const wanted = commentOfAddress();
  const { all, hasNextPage, isFetching, fetchNextPage, data } = found;
  const isHere = all.some(({ id }) => id === wanted);
  const oldest = Number(all.at(-1)?.id ?? Number.POSITIVE_INFINITY);
  const isFurther = wanted !== null && !isHere && hasNextPage && oldest > Number(wanted);
  useEffect(() => {
    if (isFurther && !isFetching) void fetchNextPage();
  }, [isFurther, isFetching, fetchNextPage]);
  useEffect(() => {
    if (!isHere || wanted === null) return;
    const item = document.getElementById(`comment-${wanted}`);
    item?.scrollIntoView({ block: "center" });
    item?.focus({ preventScroll: true });
  }, [isHere, wanted]);
  return wanted !== null && data !== undefined && !isHere && !isFurther;
}
