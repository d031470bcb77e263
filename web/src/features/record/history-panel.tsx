import { Alert, Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type History, history, type Reverted, type Revision } from "@/api/history";
import type { FieldMap } from "@/api/wire";
import { ErrorState, LoadingLines } from "@/ui/states";
import styles from "./history.module.css";
import { HistorySieve } from "./history-sieve";
import { RevertDialog } from "./revert-dialog";
import { RevisionItem } from "./revision-item";
import { EVERYTHING, type Sieve, sifted } from "./sifting";

interface Props {
  appId: string;
  recordId: string;
  fields: FieldMap;
  /** The revision that is on the screen. */
  revision: string;
  mayEdit: boolean;
}

/** 変更履歴: who changed what and when; of one field or one person where somebody asks for that. */
export function HistoryPanel(props: Props) {
  const { t } = useTranslation();
  return (
    <section className={styles.panel} aria-labelledby="history">
      <h2 id="history" className="visually-hidden">
        {t("history.title")}
      </h2>
      <Revisions {...props} />
    </section>
  );
}

function Revisions({ appId, recordId, fields, revision, mayEdit }: Props) {
  const { t } = useTranslation();
  const [sieve, setSieve] = useState<Sieve>(EVERYTHING);
  const [chosen, setChosen] = useState<Revision | null>(null);
  const [left, setLeft] = useState<Reverted["left"]>([]);
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } =
    useInfiniteQuery({
      queryKey: ["history", appId, recordId, revision],
      queryFn: ({ pageParam }) => history(appId, recordId, pageParam),
      initialPageParam: "",
      getNextPageParam: (last: History) => last.next ?? undefined,
    });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={3} height={28} />;
  const all = data.pages.flatMap((page) => page.revisions);
  const shown = sifted(all, sieve);
  const former = (one: Revision): boolean =>
    Number(one.revision) < Number(revision) && one.operation !== "DELETE";
  return (
    <>
      {all.length > 1 ? <HistorySieve all={all} sieve={sieve} onChange={setSieve} /> : null}
      {left.length > 0 ? <Left left={left} /> : null}
      {shown.length === 0 ? (
        <p className={styles.soft} role="status">
          {t(all.length === 0 ? "history.empty" : "history.noneSuch")}
        </p>
      ) : null}
      <ol className={styles.list}>
        {shown.map((one) => (
          <RevisionItem
            key={`${one.revision} ${one.operation}`}
            told={one}
            fields={fields}
            onRevert={mayEdit && former(one) ? () => setChosen(one) : undefined}
          />
        ))}
      </ol>
      {hasNextPage ? (
        <Button
          variant="default"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t("history.older")}
        </Button>
      ) : null}
      <RevertDialog
        appId={appId}
        recordId={recordId}
        revision={revision}
        chosen={chosen}
        onDone={(reverted) => setLeft(reverted.left)}
        onClose={() => setChosen(null)}
      />
    </>
  );
}

function Left({ left }: { left: Reverted["left"] }) {
  const { t } = useTranslation();
  return (
    <Alert color="yellow" role="status" title={t("history.left")} className={styles.left}>
      <ul>
        {left.map((one) => (
          <li key={`${one.code} ${one.message}`}>
            {one.label}: {one.message}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
