import type { ClipboardEvent, FocusEvent, KeyboardEvent } from "react";
import { useRef } from "react";
import { asText } from "@/fields/values";
import { useLocale } from "@/i18n/locale";
import { isComposing } from "@/ui/composing";
import { cellText } from "./cell-text";
import { cellsOf } from "./clipboard";
import { onEditKey, type Run, tabbed } from "./edit-keys";
import { controlKey, stepOf } from "./keys";
import { cellsIn, type Keyed, onControl, onOwnKey } from "./own-keys";
import { rangeOf, type Step } from "./selection";
import { writeTsv } from "./tsv";
import { readTyped } from "./typed";

/** So many rows are copied at once; more is an export. */
const MOST_COPIED = 10_000;

/** What the keys do, and the clipboard. */
export function useGridKeys(props: Keyed) {
  const { active, rows, columns, box, goesAlong, cell, editing } = props;
  const where = useLocale();
  const run = useRef<Run>({ col: null });
  const bounds = { rows: rows.count(), cols: columns.length + 1 };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event) || !isInCell(event.target)) return;
    const edit = cell.latest.current;
    if (edit) {
      onEditKey(event, edit, { cell, active, run: run.current, bounds });
      return;
    }
    onRestKey(event);
  };
  const onRestKey = (event: KeyboardEvent): void => {
    const step = stepOf(event);
    if (step) onStep(event, step);
    else if (event.key === "Tab" && run.current.col !== null) {
      event.preventDefault();
      tabbed(active, run.current, event.shiftKey, bounds);
    } else if (controlKey(event)) onControl(event, props);
    else onOwnKey(event, props, run.current);
  };
  const onStep = (event: KeyboardEvent, step: Step): void => {
    const { anchor } = active.latest.current;
    event.preventDefault();
    run.current.col = null;
    if (step === "up" && anchor.row === 0 && !event.shiftKey)
      box.current?.querySelector<HTMLElement>(`[data-head="${anchor.col}"]`)?.focus();
    else active.step(step, event.shiftKey);
  };

  const onCopy = (event: ClipboardEvent): void => {
    if (!isInCell(event.target) || cell.latest.current) return;
    event.clipboardData.setData("text/plain", writeTsv(copied()));
    event.preventDefault();
  };
  const copied = (): string[][] => {
    const { top, bottom, left, right } = rangeOf(active.latest.current);
    const last = Math.min(bottom, top + MOST_COPIED - 1);
    const lines: string[][] = [];
    for (let row = top; row <= last; row += 1) {
      const record = rows.row(row);
      if (!record) continue;
      const cells = Array.from({ length: right - left + 1 }, (_, n) => {
        const column = columns[left + n - 1];
        return column
          ? cellText(record[column.code]?.value, column.property, where)
          : asText(record.$id?.value);
      });
      lines.push(cells);
    }
    return lines;
  };

  const onPaste = (event: ClipboardEvent): void => {
    if (!isInCell(event.target) || cell.latest.current || !editing) return;
    event.preventDefault();
    const cells = cellsOf(event.clipboardData);
    const { top, left } = rangeOf(active.latest.current);
    const [only] = cells.length === 1 && cells[0]?.length === 1 ? cells[0] : [];
    if (only !== undefined) {
      editing.change(
        cellsIn(props).map(({ record, column }) => ({
          record,
          column,
          text: only,
          value: readTyped(only, column.property, cell.reader),
        })),
      );
    } else if (cells.length > 0) {
      editing.paste({ cells, row: top, columns: columns.slice(Math.max(0, left - 1)) });
    }
  };

  const onFocus = (): void => {
    goesAlong.current = true;
  };
  const onBlur = (event: FocusEvent): void => {
    const next = event.relatedTarget;
    goesAlong.current = next instanceof Node && box.current?.contains(next) === true;
  };
  return { onKeyDown, onCopy, onPaste, onFocus, onBlur };
}

export function isInCell(target: EventTarget): boolean {
  return target instanceof HTMLElement && "cellInput" in target.dataset;
}
