import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { countOf, keysetPage } from "@/api/record-pages";
import { RowPages } from "@/grid/row-pages";

interface Question {
  appId: string;
  /** Condition and order, without a limit. */
  query: string;
  codes: readonly string[];
}

/**
 * The rows of a question. While another question is being answered the rows of the one before stay;
 * when records were changed elsewhere on the page, they are read again.
 */
export function useRecordRows({ appId, query, codes }: Question) {
  const client = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const fields = [...new Set(codes)].join("\n");
  const next = useMemo(
    () =>
      new RowPages({
        page: async (start, limit) => {
          const page = await keysetPage(appId, query, fields.split("\n"), start, limit);
          setError(null);
          return page;
        },
        count: () => countOf(appId, query),
        failed: setError,
      }),
    [appId, query, fields],
  );
  const [shown, setShown] = useState(next);
  useSyncExternalStore(next.subscribe, next.version);
  const isHere = !next.isEmptyHanded();
  useEffect(() => {
    if (isHere) setShown(next);
    else next.want(0, 0);
  }, [next, isHere]);
  useEffect(
    () =>
      client.getQueryCache().subscribe(({ type, query: changed }) => {
        const [kind, app] = changed.queryKey;
        const isOurs = kind === "records" && app === appId;
        if (type === "updated" && isOurs && changed.state.isInvalidated) next.reload();
      }),
    [client, appId, next],
  );
  return { rows: isHere ? next : shown, error, isTurning: !isHere };
}
