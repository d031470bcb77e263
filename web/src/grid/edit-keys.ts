import type { KeyboardEvent } from "react";
import { isChosen, isSeveral } from "./choices";
import { nextCell } from "./selection";
import type { Active } from "./use-active";
import type { CellEdit, CellEditing } from "./use-cell-edit";

const SIDES = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
} as const;

interface Bounds {
  rows: number;
  cols: number;
}

/** Tab from cell to cell, and Enter back to where that began, as in a sheet. */
export interface Run {
  col: number | null;
}

export function tabbed(active: Active, run: Run, isBack: boolean, bounds: Bounds): void {
  const { anchor } = active.latest.current;
  run.col ??= anchor.col;
  active.moveTo(nextCell(anchor, isBack ? -1 : 1, bounds));
}

export function entered(active: Active, run: Run, isBack: boolean): void {
  const { anchor } = active.latest.current;
  active.moveTo({ row: anchor.row + (isBack ? -1 : 1), col: run.col ?? anchor.col });
}

/** What a key does while a cell is edited; keys that are the input's own are left alone. */
export function onEditKey(
  event: KeyboardEvent<Element>,
  edit: CellEdit,
  {
    cell,
    active,
    run,
    bounds,
  }: { cell: CellEditing; active: Active; run: Run; bounds: Bounds },
): void {
  const done = (move: () => void): void => {
    event.preventDefault();
    cell.commit();
    move();
  };
  const isList = isChosen(edit.column);
  const isMarked = isList && edit.at >= 0;
  const choose = (): boolean => cell.choose(cell.choices[edit.at]?.key);
  const onEnter = (): void => {
    if (event.altKey && !isList) insertLine(event, cell.type);
    else if (isMarked && !choose()) event.preventDefault();
    else done(() => entered(active, run, event.shiftKey));
  };
  const onTab = (): void => {
    if (isMarked && edit.draft !== "") choose();
    done(() => tabbed(active, run, event.shiftKey, bounds));
  };
  const onEscape = (): void => {
    event.preventDefault();
    event.stopPropagation();
    cell.cancel();
  };
  const onOther = (): void => {
    if (isList) onListKey(event, edit, cell);
    else if (edit.isTyped && isSide(event.key) && !event.shiftKey) {
      const side = SIDES[event.key];
      done(() => active.step(side, false));
    }
  };
  const ways: { [key: string]: () => void } = { Enter: onEnter, Tab: onTab, Escape: onEscape };
  (ways[event.key] ?? onOther)();
}

function isSide(key: string): key is keyof typeof SIDES {
  return key in SIDES;
}

function onListKey(event: KeyboardEvent, edit: CellEdit, cell: CellEditing): void {
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (way === 1 || way === -1) {
    event.preventDefault();
    cell.mark(way);
  } else if (event.key === " " && edit.draft === "" && edit.at >= 0 && isSeveral(edit.column)) {
    event.preventDefault();
    cell.choose(cell.choices[edit.at]?.key);
  }
}

function insertLine(event: KeyboardEvent<Element>, type: (text: string) => void): void {
  event.preventDefault();
  const { value, selectionStart, selectionEnd } = event.target as HTMLTextAreaElement;
  type(`${value.slice(0, selectionStart)}\n${value.slice(selectionEnd)}`);
}
