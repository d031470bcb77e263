import { Alert, Button, Textarea } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { addComment, COMMENTS_AT_ONCE, type CommentPage, comments } from "@/api/records";
import { showMoment } from "@/fields/moments";
import { useLocale } from "@/i18n/locale";
import { isComposing } from "@/ui/composing";
import pageStyles from "@/ui/page.module.css";
import { useProblemText } from "@/ui/problem-text";
import { say } from "@/ui/said";
import { ErrorState, LoadingLines } from "@/ui/states";
import styles from "./record.module.css";

interface Props {
  appId: string;
  recordId: string;
}

/** What people said about the record, newest first; whoever only audits adds nothing. */
export function Comments({ appId, recordId, isAuditor }: Props & { isAuditor: boolean }) {
  const { t } = useTranslation();
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } =
    useInfiniteQuery({
      queryKey: ["comments", appId, recordId],
      queryFn: ({ pageParam }) => comments(appId, recordId, pageParam),
      initialPageParam: 0,
      getNextPageParam: (last: CommentPage, pages) =>
        last.older ? pages.length * COMMENTS_AT_ONCE : undefined,
    });
  const all = data?.pages.flatMap((page) => page.comments) ?? [];
  return (
    <section className={`${pageStyles.card} ${styles.comments}`} aria-labelledby="comments">
      <h2 id="comments">{t("record.comments")}</h2>
      {isAuditor ? null : <Write appId={appId} recordId={recordId} />}
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <LoadingLines lines={2} /> : null}
      {data && all.length === 0 ? (
        <p className={styles.soft}>{t("record.noComments")}</p>
      ) : null}
      <List comments={all} />
      {hasNextPage ? (
        <Button
          variant="default"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t("record.older")}
        </Button>
      ) : null}
    </section>
  );
}

function List(props: { comments: CommentPage["comments"] }) {
  const locale = useLocale();
  return (
    <ol className={styles.commentList}>
      {props.comments.map((comment) => (
        <li key={comment.id} className={styles.comment}>
          <div className={styles.who}>
            <strong>{comment.creator.name}</strong>
            <time dateTime={comment.createdAt}>{showMoment(comment.createdAt, locale)}</time>
          </div>
          <p className={styles.words}>{comment.text.trim()}</p>
        </li>
      ))}
    </ol>
  );
}

function Write({ appId, recordId }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const textOf = useProblemText();
  const [text, setText] = useState("");
  const box = useRef<HTMLTextAreaElement>(null);
  const send = useMutation({
    mutationFn: () => addComment(appId, recordId, text.trim()),
    onSuccess: async () => {
      setText("");
      await client.invalidateQueries({ queryKey: ["comments", appId, recordId] });
      say(t("record.sent"));
    },
  });
  const submit = (): void => {
    if (text.trim() === "") box.current?.focus();
    else if (!send.isPending) send.mutate();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const isShortcut = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (isShortcut && !isComposing(event)) submit();
  };
  return (
    <div className={styles.write}>
      {send.error ? (
        <Alert color="red" role="alert">
          {textOf(send.error)}
        </Alert>
      ) : null}
      <Textarea
        ref={box}
        aria-label={t("record.comment")}
        placeholder={t("record.comment")}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        autosize
        minRows={2}
        maxRows={10}
      />
      <Button size="xs" variant="default" loading={send.isPending} onClick={submit}>
        {t("record.send")}
      </Button>
    </div>
  );
}
