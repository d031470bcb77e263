import { Alert, Button } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type History, history, type Reverted, type Revision } from "@/api/history";
import type { FieldMap } from "@/api/wire";
import pageStyles from "@/ui/page.module.css";
import { ErrorState, LoadingLines } from "@/ui/states";
import styles from "./history.module.css";
import { RevertDialog } from "./revert-dialog";
import { RevisionItem } from "./revision-item";

interface Props {
  appId: string;
  recordId: string;
  fields: FieldMap;
  /** The revision that is on the screen. */
  revision: string;
  mayEdit: boolean;
}

/** 変更履歴: who changed what and when, read when somebody asks for it. */
export function HistoryPanel(props: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <section className={`${pageStyles.card} ${styles.panel}`} aria-labelledby="history">
      <div className={styles.head}>
        <h2 id="history">{t("history.title")}</h2>
        <Button
          size="xs"
          variant="default"
          aria-expanded={isOpen}
          aria-controls="revisions"
          leftSection={<IconHistory size={16} aria-hidden="true" />}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? t("history.hide") : t("history.show")}
        </Button>
      </div>
      <div id="revisions">{isOpen ? <Revisions {...props} /> : null}</div>
    </section>
  );
}

function Revisions({ appId, recordId, fields, revision, mayEdit }: Props) {
  const { t } = useTranslation();
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
  const former = (one: Revision): boolean =>
    Number(one.revision) < Number(revision) && one.operation !== "DELETE";
  return (
    <>
      {left.length > 0 ? <Left left={left} /> : null}
      {all.length === 0 ? <p className={styles.soft}>{t("history.empty")}</p> : null}
      <ol className={styles.list}>
        {all.map((one) => (
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
