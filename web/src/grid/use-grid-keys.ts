import type { ClipboardEvent, FocusEvent, KeyboardEvent, RefObject } from "react";
import { asText } from "@/fields/values";
import { useLocale } from "@/i18n/locale";
import { isComposing } from "@/ui/composing";
import { cellText } from "./cell-text";
import { controlKey, stepOf } from "./keys";
import { rangeOf } from "./selection";
import { writeTsv } from "./tsv";
import type { GridProps } from "./types";
import type { Active } from "./use-active";

interface Keyed extends GridProps {
  active: Active;
  box: RefObject<HTMLElement | null>;
  goesAlong: RefObject<boolean>;
}

/** So many rows are copied at once; more is an export. */
const MOST_COPIED = 10_000;

/** What the keys do while nothing is edited, and copying. */
export function useGridKeys(props: Keyed) {
  const { active, rows, columns, box, goesAlong } = props;
  const where = useLocale();

  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event) || !isInCell(event.target)) return;
    const step = stepOf(event);
    const { anchor } = active.latest.current;
    if (step === "up" && anchor.row === 0 && !event.shiftKey) {
      event.preventDefault();
      box.current?.querySelector<HTMLElement>(`[data-head="${anchor.col}"]`)?.focus();
    } else if (step) {
      event.preventDefault();
      active.step(step, event.shiftKey);
    } else if (controlKey(event) === "a") {
      event.preventDefault();
      active.selectAll();
    } else onOwnKey(event, props);
  };

  const onCopy = (event: ClipboardEvent): void => {
    if (!isInCell(event.target)) return;
    const { top, bottom, left, right } = rangeOf(active.latest.current);
    const last = Math.min(bottom, top + MOST_COPIED - 1);
    const lines: string[][] = [];
    for (let row = top; row <= last; row += 1) {
      const record = rows.row(row);
      if (!record) continue;
      lines.push(
        Array.from({ length: right - left + 1 }, (_, n) => {
          const column = columns[left + n - 1];
          return column
            ? cellText(record[column.code]?.value, column.property, where)
            : asText(record.$id?.value);
        }),
      );
    }
    event.clipboardData.setData("text/plain", writeTsv(lines));
    event.preventDefault();
  };

  const onFocus = (): void => {
    goesAlong.current = true;
  };
  const onBlur = (event: FocusEvent): void => {
    const next = event.relatedTarget;
    goesAlong.current = next instanceof Node && box.current?.contains(next) === true;
  };
  return { onKeyDown, onCopy, onFocus, onBlur };
}

export function isInCell(target: EventTarget): boolean {
  return target instanceof HTMLElement && "cellInput" in target.dataset;
}

function onOwnKey(event: KeyboardEvent, { active, rows, chosen, onChoose, head }: Keyed): void {
  const { anchor } = active.latest.current;
  const record = rows.row(anchor.row);
  if (!record) return;
  if (event.key === " " && (event.shiftKey || anchor.col === 0)) {
    event.preventDefault();
    const id = asText(record.$id?.value);
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  } else if (event.key === "Enter" && anchor.col === 0) {
    event.preventDefault();
    head.open(record);
  }
}
