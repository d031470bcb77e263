import { ActionIcon, Button, Modal } from "@mantine/core";
import { IconAt, IconCornerUpLeft, IconLink, IconTrash } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Comment, deleteComment } from "@/api/comments";
import { Moment } from "@/fields/moment";
import { copyAddress } from "@/ui/copy-address";
import { say } from "@/ui/said";
import { SaidNo } from "@/ui/small-dialog";
import { addressed, partsOf } from "./comment-words";
import styles from "./comments.module.css";
import dialogStyles from "./record.module.css";
import { useCommentsReload } from "./use-comments";

interface Props {
  appId: string;
  recordId: string;
  comment: Comment;
  isOwn: boolean;
  onReply: (() => void) | undefined;
}

/** Who said what, when, to whom; and what can be done with it. */
export function CommentItem({ appId, recordId, comment, isOwn, onReply }: Props) {
  const { t } = useTranslation();
  const { creator, createdAt, id } = comment;
  const [isAsked, setAsked] = useState(false);
  const { names, said } = addressed(comment);
  return (
    <li id={`comment-${id}`} className={styles.item} tabIndex={-1}>
      <span className={styles.face} data-letter={creator.name.slice(0, 1)} aria-hidden="true" />
      <div className={styles.body}>
        <div className={styles.who}>
          <strong>{creator.name}</strong>
          <Moment at={createdAt} className={styles.moment} />
        </div>
        {names ? (
          <p className={styles.names}>
            <IconAt size={14} aria-hidden="true" />
            <span className="visually-hidden">{t("talk.to")}: </span>
            {names}
          </p>
        ) : null}
        <Said text={said} />
        <div className={styles.tools}>
          {onReply ? (
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={t("talk.replyTo", { name: creator.name })}
              leftSection={<IconCornerUpLeft size={14} aria-hidden="true" />}
              onClick={onReply}
            >
              {t("talk.reply")}
            </Button>
          ) : null}
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={t("talk.link")}
            title={t("talk.link")}
            onClick={() => void copyAddress(`#comment-${id}`)}
          >
            <IconLink size={16} aria-hidden="true" />
          </ActionIcon>
          {isOwn && onReply ? (
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              aria-label={t("talk.deleteOf")}
              title={t("talk.deleteOf")}
              onClick={() => setAsked(true)}
            >
              <IconTrash size={16} aria-hidden="true" />
            </ActionIcon>
          ) : null}
        </div>
      </div>
      {isAsked ? (
        <DeleteDialog
          appId={appId}
          recordId={recordId}
          commentId={id}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </li>
  );
}

function Said({ text }: { text: string }) {
  return (
    <p className={styles.words}>
      {partsOf(text).map((part) =>
        part.kind === "link" ? (
          <a key={part.at} href={part.text} target="_blank" rel="noreferrer noopener nofollow">
            {part.text}
          </a>
        ) : (
          part.text
        ),
      )}
    </p>
  );
}

interface DeleteProps {
  appId: string;
  recordId: string;
  commentId: string;
  onClose: () => void;
}

function DeleteDialog({ appId, recordId, commentId, onClose }: DeleteProps) {
  const { t } = useTranslation();
  const reload = useCommentsReload(appId, recordId);
  const run = useMutation({
    mutationFn: () => deleteComment(appId, recordId, commentId),
    onSuccess: async () => {
      onClose();
      say(t("talk.deleted"));
      await reload();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("talk.deleteTitle")}
      closeButtonProps={{ "aria-label": t("common.close") }}
      centered
    >
      <div className={dialogStyles.modalForm}>
        <p>{t("talk.deleteLead")}</p>
        {run.error ? <SaidNo error={run.error} /> : null}
        <div className={dialogStyles.modalActions}>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button color="red" loading={run.isPending} onClick={() => run.mutate()}>
            {t("trash.deleteDo")}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
