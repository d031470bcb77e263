/** Moving about in a table that is typed like a sheet: which cell a key leads to. */
import type { KeyboardEvent } from "react";
import { isComposing } from "@/ui/composing";

export interface Cell {
  row: number;
  /** Counted among the columns that are typed. */
  column: number;
}

/** Where an element stands, by what its cell says of itself. */
export function cellOf(element: EventTarget | null): Cell | null {
  const cell = element instanceof Element ? element.closest<HTMLElement>("[data-cell]") : null;
  const [row, column] = (cell?.dataset.cell ?? "").split(":").map(Number);
  return row === undefined || column === undefined || Number.isNaN(column)
    ? null
    : { row, column };
}

/** Keys that belong to the input itself: a list that is open, lines of a text, buttons. */
function isTaken(event: KeyboardEvent): boolean {
  const { target } = event;
  if (event.defaultPrevented || isComposing(event) || !(target instanceof HTMLElement))
    return true;
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  return target.getAttribute("aria-expanded") === "true";
}

function isTyping(target: EventTarget): boolean {
  return target instanceof HTMLInputElement && target.type !== "checkbox";
}

/** The cell that Enter or Tab leads to; one row too many means: a new row. */
export function cellAfter(event: KeyboardEvent, from: Cell, columns: number): Cell | null {
  if (isTaken(event)) return null;
  if (event.key === "Enter" && isTyping(event.target)) {
    return { row: from.row + (event.shiftKey ? -1 : 1), column: from.column };
  }
  if (event.key !== "Tab") return null;
  if (!event.shiftKey && from.column === columns - 1 && isLastStop(event))
    return { row: from.row + 1, column: 0 };
  if (event.shiftKey && from.column === 0 && isFirstStop(event))
    return { row: from.row - 1, column: columns - 1 };
  return null;
}

const STOPS =
  'input:not([type="hidden"]):not([disabled]), textarea, button:not([tabindex="-1"]), [tabindex="0"]';

function stopsOf(event: KeyboardEvent): HTMLElement[] {
  const cell = (event.target as Element).closest("[data-cell]");
  return [...(cell?.querySelectorAll<HTMLElement>(STOPS) ?? [])];
}

function isLastStop(event: KeyboardEvent): boolean {
  return stopsOf(event).at(-1) === event.target;
}

function isFirstStop(event: KeyboardEvent): boolean {
  return stopsOf(event)[0] === event.target;
}

/** Moves the focus into a cell of a table, if it is drawn. */
export function focusCell(table: HTMLElement | null, { row, column }: Cell): boolean {
  const cell = table?.querySelector(`[data-cell="${row}:${column}"]`);
  const stop = cell?.querySelector<HTMLElement>(STOPS);
  stop?.focus();
  if (stop instanceof HTMLInputElement && isTyping(stop)) stop.select();
  return stop !== undefined && stop !== null;
}
