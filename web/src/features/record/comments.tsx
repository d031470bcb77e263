import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Comment, Mention } from "@/api/comments";
import { sessionQuery } from "@/api/session";
import pageStyles from "@/ui/page.module.css";
import { ErrorState, LoadingLines } from "@/ui/states";
import { CommentBox, type CommentBoxHandle } from "./comment-box";
import { CommentItem } from "./comment-item";
import styles from "./comments.module.css";
import { isSame } from "./mentioning";
import { useAddressedComment, useComments } from "./use-comments";

interface Props {
  appId: string;
  recordId: string;
  isAuditor: boolean;
  /** Who has to do with the record: offered first. */
  involved?: readonly Mention[];
  /** Within a panel that has a frame of its own. */
  isBare?: boolean;
}

/** What people said about the record, newest first; whoever only audits adds nothing. */
export function Comments(props: Props) {
  const { t } = useTranslation();
  const { appId, recordId, isAuditor, involved = [] } = props;
  const me = useQuery(sessionQuery).data?.user?.code ?? "";
  const found = useComments(appId, recordId);
  const isGone = useAddressedComment(found);
  const box = useRef<CommentBoxHandle>(null);
  const { all, data, error } = found;
  const others = [...involved, ...all.map(authorOf)].filter(({ code }) => code !== me);
  return (
    <section
      className={`${styles.comments} ${props.isBare ? "" : pageStyles.card}`}
      aria-labelledby="comments"
    >
      <h2 id="comments" className={props.isBare ? "visually-hidden" : undefined}>
        {t("record.comments")}
      </h2>
      {isAuditor ? null : (
        <CommentBox ref={box} appId={appId} recordId={recordId} involved={unique(others)} />
      )}
      {error ? <ErrorState error={error} onRetry={() => void found.refetch()} /> : null}
      {isGone ? (
        <p className={styles.soft} role="status">
          {t("talk.gone")}
        </p>
      ) : null}
      {!data && !error ? <LoadingLines lines={2} /> : null}
      {data && all.length === 0 ? (
        <p className={styles.soft}>{t("record.noComments")}</p>
      ) : null}
      <ol className={styles.list}>
        {all.map((comment) => (
          <CommentItem
            key={comment.id}
            appId={appId}
            recordId={recordId}
            comment={comment}
            isOwn={comment.creator.code === me}
            onReply={
              isAuditor
                ? undefined
                : () => box.current?.replyTo(authorOf(comment), comment.creator.name)
            }
          />
        ))}
      </ol>
      {found.hasNextPage ? (
        <Button
          variant="default"
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t("record.older")}
        </Button>
      ) : null}
    </section>
  );
}

function authorOf(comment: Comment): Mention {
  return { type: "USER", code: comment.creator.code };
}

function unique(all: readonly Mention[]): Mention[] {
  return all.filter((one, index) => all.findIndex((other) => isSame(one, other)) === index);
}
