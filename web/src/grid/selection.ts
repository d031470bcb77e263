/** Moving about in a grid: pure, so that every key can be tried without a screen. */
import type { Place, Selection } from "./types";

export interface Bounds {
  rows: number;
  /** With the rows' head. */
  cols: number;
}

export interface Range {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export type Step =
  | "up"
  | "down"
  | "left"
  | "right"
  | "pageUp"
  | "pageDown"
  | "rowStart"
  | "rowEnd"
  | "first"
  | "last"
  | "top"
  | "bottom";

export function clampPlace({ row, col }: Place, { rows, cols }: Bounds): Place {
  return {
    row: Math.max(0, Math.min(row, rows - 1)),
    col: Math.max(0, Math.min(col, cols - 1)),
  };
}

export function stepped(from: Place, step: Step, bounds: Bounds, page: number): Place {
  const { row, col } = from;
  const targets: Record<Step, Place> = {
    up: { row: row - 1, col },
    down: { row: row + 1, col },
    left: { row, col: col - 1 },
    right: { row, col: col + 1 },
    pageUp: { row: row - page, col },
    pageDown: { row: row + page, col },
    rowStart: { row, col: 0 },
    rowEnd: { row, col: bounds.cols - 1 },
    first: { row: 0, col: 0 },
    last: { row: bounds.rows - 1, col: bounds.cols - 1 },
    top: { row: 0, col },
    bottom: { row: bounds.rows - 1, col },
  };
  return clampPlace(targets[step], bounds);
}

export function only(place: Place): Selection {
  return { anchor: place, head: place };
}

export function rangeOf({ anchor, head }: Selection): Range {
  return {
    top: Math.min(anchor.row, head.row),
    bottom: Math.max(anchor.row, head.row),
    left: Math.min(anchor.col, head.col),
    right: Math.max(anchor.col, head.col),
  };
}

export function isSingle({ anchor, head }: Selection): boolean {
  return anchor.row === head.row && anchor.col === head.col;
}

export function everything({ rows, cols }: Bounds): Selection {
  return {
    anchor: { row: 0, col: Math.min(1, cols - 1) },
    head: { row: Math.max(0, rows - 1), col: Math.max(0, cols - 1) },
  };
}

/** The next cell of a row, and after its last the first of the next row (Tab in a sheet). */
export function nextCell(from: Place, direction: 1 | -1, { rows, cols }: Bounds): Place {
  const col = from.col + direction;
  if (col >= 1 && col < cols) return { row: from.row, col };
  const row = from.row + direction;
  if (row < 0 || row >= rows) return from;
  return { row, col: direction === 1 ? 1 : cols - 1 };
}
