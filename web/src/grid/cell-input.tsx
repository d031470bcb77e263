import { useLayoutEffect, useRef } from "react";
import styles from "./grid.module.css";
import { useGridFocus } from "./grid-focus";

/**
 * The input that is always in the active cell and has the focus there: the first key of a Japanese
 * word is composed in it, where a cell that only then became an input would lose it.
 */
export function CellInput() {
  const { goesAlong, label, describedBy } = useGridFocus();
  const input = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (goesAlong.current) input.current?.focus({ preventScroll: true });
  }, [goesAlong]);
  return (
    <textarea
      ref={input}
      rows={1}
      className={styles.input}
      aria-label={label}
      aria-describedby={describedBy}
      aria-readonly="true"
      autoComplete="off"
      spellCheck={false}
      data-cell-input
      value=""
      onChange={() => undefined}
    />
  );
}
