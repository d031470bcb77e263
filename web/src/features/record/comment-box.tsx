import { Alert, Button, Pill } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import {
  type KeyboardEvent,
  type Ref,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import { addComment, type Mention, MOST_MENTIONS } from "@/api/comments";
import { isComposing } from "@/ui/composing";
import { useProblemText } from "@/ui/problem-text";
import { say } from "@/ui/said";
import styles from "./comments.module.css";
import { MentionList, optionId } from "./mention-list";
import { type Asked, askedAt, isSame, type Mentionable, withoutAsked } from "./mentioning";
import { type Addressee, useCommentDraft } from "./use-comment-draft";
import { useCommentsReload } from "./use-comments";
import { useMentionKeys } from "./use-mention-keys";
import { useMentionables } from "./use-mentionables";

export interface CommentBoxHandle {
  replyTo: (mention: Mention, name: string) => void;
}

interface Props {
  ref: Ref<CommentBoxHandle>;
  appId: string;
  recordId: string;
  involved: readonly Mention[];
}

/** Writes a comment: @ chooses who is addressed, Ctrl+Enter sends; what fails to go stays. */
export function CommentBox({ ref, appId, recordId, involved }: Props) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { draft, change, clear } = useCommentDraft(appId, recordId);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [active, setActive] = useState(0);
  const [isEmpty, setEmpty] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const found = useMentionables(asked, involved, draft.to);
  const reload = useCommentsReload(appId, recordId);
  const send = useMutation({
    mutationFn: () =>
      addComment(appId, recordId, {
        text: draft.text.trim(),
        mentions: draft.to.map(({ type, code }) => ({ type, code })),
      }),
    onSuccess: async () => {
      clear();
      say(t("record.sent"));
      await reload();
    },
  });
  const add = (one: Addressee): void => {
    if (draft.to.some((other) => isSame(one, other)) || draft.to.length >= MOST_MENTIONS)
      return;
    change({ to: [...draft.to, one] });
  };
  useImperativeHandle(ref, () => ({
    replyTo: ({ type, code }, name) => {
      add({ type, code, name });
      box.current?.focus();
    },
  }));
  const look = (text: string, caret: number): void => {
    setAsked(askedAt(text, caret));
    setActive(0);
  };
  const choose = ({ type, code, name }: Mentionable): void => {
    if (asked === null) return;
    const to = [...draft.to, { type, code, name }];
    change({ to, text: withoutAsked(draft.text, asked) });
    setAsked(null);
    box.current?.focus();
  };
  const submit = (): void => {
    setEmpty(draft.text.trim() === "");
    if (draft.text.trim() === "") box.current?.focus();
    else if (!send.isPending) send.mutate();
  };
  const keys = useMentionKeys({
    found: asked === null ? [] : found,
    active,
    onMove: setActive,
    onChoose: choose,
    onLeave: () => setAsked(null),
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    const isSend = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (isSend) submit();
    if (isSend || (asked !== null && keys(event.key))) event.preventDefault();
  };
  const isFull = draft.to.length >= MOST_MENTIONS;
  return (
    <div className={styles.write}>
      {send.error ? (
        <Alert color="red" role="alert" title={textOf(send.error)}>
          {t("talk.kept")}
        </Alert>
      ) : null}
      <Addressees to={draft.to} onChange={(to) => change({ to })} />
      <div className={styles.field}>
        <textarea
          ref={box}
          className={styles.input}
          aria-label={t("record.comment")}
          aria-describedby={`${listId}-hint`}
          aria-invalid={isEmpty || undefined}
          aria-autocomplete="list"
          aria-controls={asked ? listId : undefined}
          aria-activedescendant={
            asked && found.length > 0 ? optionId(listId, active) : undefined
          }
          placeholder={t("record.comment")}
          rows={3}
          value={draft.text}
          onChange={(event) => {
            change({ text: event.currentTarget.value });
            setEmpty(false);
            look(event.currentTarget.value, event.currentTarget.selectionStart);
          }}
          onClick={(event) => look(draft.text, event.currentTarget.selectionStart)}
          onBlur={() => setAsked(null)}
          onKeyDown={onKeyDown}
        />
        {asked && !isFull ? (
          <MentionList
            id={listId}
            found={found}
            involved={involved}
            active={active}
            onChoose={choose}
          />
        ) : null}
      </div>
      <Hint id={`${listId}-hint`} isEmpty={isEmpty} isFull={isFull} />
      <div className={styles.send}>
        <Button
          size="xs"
          variant="default"
          disabled={isFull}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => {
            const gap = draft.text === "" || /\s$/.test(draft.text) ? "" : " ";
            const text = `${draft.text}${gap}@`;
            change({ text });
            look(text, text.length);
            box.current?.focus();
          }}
        >
          {t("talk.mention")}
        </Button>
        <Button size="xs" loading={send.isPending} onClick={submit}>
          {t("record.send")}
        </Button>
      </div>
    </div>
  );
}

function Hint({ id, isEmpty, isFull }: { id: string; isEmpty: boolean; isFull: boolean }) {
  const { t } = useTranslation();
  const said = isFull ? t("talk.mostMentions", { count: MOST_MENTIONS }) : t("talk.hint");
  return (
    <p id={id} className={isEmpty ? styles.wrong : styles.hint}>
      {isEmpty ? t("talk.empty") : said}
    </p>
  );
}

interface AddresseesProps {
  to: readonly Addressee[];
  onChange: (to: Addressee[]) => void;
}

function Addressees({ to, onChange }: AddresseesProps) {
  const { t } = useTranslation();
  if (to.length === 0) return null;
  return (
    <ul className={styles.to} aria-label={t("talk.to")}>
      {to.map((one) => (
        <li key={`${one.type} ${one.code}`}>
          <Pill
            withRemoveButton
            removeButtonProps={{
              "aria-label": t("talk.remove", { name: one.name }),
              "aria-hidden": false,
              tabIndex: 0,
            }}
            onRemove={() => onChange(to.filter((other) => other !== one))}
          >
            {one.name}
          </Pill>
        </li>
      ))}
    </ul>
  );
}
