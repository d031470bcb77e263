import { Button, Textarea } from "@mantine/core";
import { IconCode, IconListDetails } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldMap } from "@/api/wire";
import styles from "./builder.module.css";
import { FilterLines } from "./filter-lines";
import { type Filter, readFilter, writeFilter } from "./filters";
import { askedFields } from "./operators";
import { parseCondition } from "./parser";
import type { Expression } from "./syntax";
import { useSpeaker } from "./use-speaker";
import { type Speaker, sayExpression } from "./words";

interface Props {
  fields: FieldMap;
  states: readonly string[];
  /** The condition as it is. */
  filter: string;
  onApply: (filter: string) => void;
}

/** Lines, or the query itself: for those who know it, and for what cannot be read. */
type Draft = { by: "lines"; filter: Filter } | { by: "text"; text: string };

/** 絞り込み in words: lines of field, wording and value; what they say in a sentence below. */
export function FilterBuilder({ fields, states, filter, onApply }: Props) {
  const { t } = useTranslation();
  const asked = useMemo(() => askedFields(fields), [fields]);
  const [draft, setDraft] = useState<Draft>(() => draftOf(filter));
  const written = draft.by === "text" ? draft.text : writeFilter(draft.filter, asked);
  const expression = parseCondition(written);
  const speaker = useSpeaker(fields, expression ?? null);
  const isWrong = expression === undefined;
  function draftOf(text: string): Draft {
    const read = readFilter(text, asked);
    return read ? { by: "lines", filter: read } : { by: "text", text };
  }
  return (
    <form
      className={styles.builder}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isWrong) onApply(written.trim());
      }}
    >
      {draft.by === "text" ? (
        <Textarea
          label={t("filter.query")}
          autosize
          minRows={3}
          maxRows={12}
          spellCheck={false}
          classNames={{ input: styles.code ?? "" }}
          value={draft.text}
          error={isWrong ? t("filter.unreadable") : null}
          onChange={(event) => setDraft({ by: "text", text: event.currentTarget.value })}
        />
      ) : (
        <FilterLines
          filter={draft.filter}
          speaker={speaker}
          states={states}
          onChange={(next) => setDraft({ by: "lines", filter: next })}
        />
      )}
      <Sentence expression={expression} speaker={speaker} />
      <div className={styles.foot}>
        <Button
          variant="subtle"
          className={styles.turn ?? ""}
          disabled={isWrong}
          title={isWrong ? t("filter.unreadable") : ""}
          leftSection={
            draft.by === "text" ? (
              <IconListDetails size={16} aria-hidden="true" />
            ) : (
              <IconCode size={16} aria-hidden="true" />
            )
          }
          onClick={() =>
            setDraft(draft.by === "text" ? draftOf(written) : { by: "text", text: written })
          }
        >
          {t(draft.by === "text" ? "filter.asRows" : "filter.asText")}
        </Button>
        <Button variant="default" onClick={() => onApply("")}>
          {t("filter.clear")}
        </Button>
        <Button type="submit" disabled={isWrong}>
          {t("filter.apply")}
        </Button>
      </div>
    </form>
  );
}

/** What the whole filter says; heard again whenever it changes. */
function Sentence(props: { expression: Expression | null | undefined; speaker: Speaker }) {
  const { t } = useTranslation();
  const { expression, speaker } = props;
  const said = (): string => {
    if (expression === undefined) return t("filter.unreadable");
    return expression === null ? t("filter.everything") : sayExpression(expression, speaker);
  };
  return (
    <div className={styles.sentence} role="status">
      <p className={styles.soft}>{t("filter.says")}</p>
      <p>{said()}</p>
    </div>
  );
}
