import { useId, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ChoiceList } from "./choice-list";
import { isChosen, isSeveral } from "./choices";
import styles from "./grid.module.css";
import { useGridFocus } from "./grid-focus";

/**
 * The input that is always in the active cell and has the focus there: the first key of a Japanese
 * word is composed in it, where a cell that only then became an input would lose it.
 */
export function CellInput() {
  const focus = useGridFocus();
  const { t } = useTranslation();
  const { goesAlong, edit, choices } = focus;
  const input = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  useLayoutEffect(() => {
    if (goesAlong.current) input.current?.focus({ preventScroll: true });
  }, [goesAlong]);
  const isEditing = edit !== null;
  useLayoutEffect(() => {
    const box = input.current;
    if (isEditing && box) box.setSelectionRange(box.value.length, box.value.length);
  }, [isEditing]);
  const isList = edit !== null && isChosen(edit.column);
  const marked = isList && edit.at >= 0 ? choices[edit.at] : undefined;
  const listed = isList
    ? {
        "aria-haspopup": "listbox" as const,
        "aria-controls": listId,
        "aria-autocomplete": "list" as const,
        ...(marked ? { "aria-activedescendant": `${listId}-${edit.at}` } : {}),
      }
    : {};
  return (
    <>
      <textarea
        ref={input}
        rows={1}
        className={styles.input}
        data-editing={isEditing || undefined}
        data-numeric={edit?.column.isNumeric || undefined}
        aria-label={focus.label}
        aria-describedby={focus.describedBy}
        autoComplete="off"
        spellCheck={false}
        placeholder={isList && edit.keys.length > 0 ? t("grid.narrow") : ""}
        data-cell-input
        value={edit?.draft ?? ""}
        onChange={(event) => focus.onType(event.currentTarget.value)}
        onBlur={focus.onLeave}
        {...listed}
      />
      {isList ? (
        <ChoiceList
          id={listId}
          anchor={input}
          choices={choices}
          keys={edit.keys}
          at={edit.at}
          isSeveral={isSeveral(edit.column)}
          label={edit.column.label}
          onChoose={focus.onChoose}
        />
      ) : null}
    </>
  );
}
