/** Where each column is, and which are in sight. */
import type { FieldKey } from "@/api/field-keys";
import type { GridColumn } from "./types";

export const NARROWEST = 56;
export const WIDEST = 800;
/** A box to tick, and six digits. */
const HEAD_WIDTH = 92;
const DIGITS = 6;
const CHARACTER = 9;
/** However many are frozen, this much is left for the others. */
const LEAST_FREE = 240;

const WIDTHS: Partial<Record<FieldKey, number>> = {
  DATE: 116,
  TIME: 84,
  DATETIME: 156,
  CREATED_TIME: 156,
  UPDATED_TIME: 156,
  NUMBER: 128,
  CALC: 128,
  DROP_DOWN: 120,
  RADIO_BUTTON: 110,
  STATUS: 128,
  USER_SELECT: 150,
  CREATOR: 150,
  MODIFIER: 150,
  STATUS_ASSIGNEE: 150,
  MULTI_LINE_TEXT: 260,
};
const USUAL = 190;

export interface PlannedColumn {
  /** null: the row's head. */
  column: GridColumn | null;
  /** Its place in the grid, from 0. */
  col: number;
  left: number;
  width: number;
  isFrozen: boolean;
}

export interface ColumnPlan {
  all: readonly PlannedColumn[];
  frozen: readonly PlannedColumn[];
  frozenWidth: number;
  width: number;
}

export function usualWidth(column: GridColumn): number {
  return WIDTHS[column.property.type] ?? USUAL;
}

export function headWidth(characters = DIGITS): number {
  return Math.min(HEAD_WIDTH + CHARACTER * Math.max(characters - DIGITS, 0), WIDEST / 4);
}

export function planColumns(
  columns: readonly GridColumn[],
  widths: { readonly [code: string]: number },
  frozen: number,
  view: number,
  head = HEAD_WIDTH,
): ColumnPlan {
  const all: PlannedColumn[] = [];
  let left = 0;
  let stillFrozen = true;
  for (const [col, column] of [null, ...columns].entries()) {
    const width = column ? (widths[column.code] ?? usualWidth(column)) : head;
    const fits = view === 0 || left + width <= view - LEAST_FREE;
    stillFrozen = stillFrozen && col <= frozen && (col === 0 || fits);
    all.push({ column, col, left, width, isFrozen: stillFrozen });
    left += width;
  }
  const kept = all.filter((one) => one.isFrozen);
  const last = kept.at(-1);
  return { all, frozen: kept, frozenWidth: last ? last.left + last.width : 0, width: left };
}

/** The columns to draw: the frozen ones and those in sight; always the one that has the focus. */
export function drawnColumns(
  plan: ColumnPlan,
  left: number,
  view: number,
  always: number,
): readonly PlannedColumn[] {
  const from = left + plan.frozenWidth;
  return plan.all.filter(
    (one) =>
      one.isFrozen ||
      one.col === always ||
      (one.left + one.width > from && one.left < left + view),
  );
}

/** How far to scroll sideways so that a column is in sight; null: it is. */
export function leftFor(plan: ColumnPlan, col: number, left: number, view: number) {
  const one = plan.all[col];
  if (!one || one.isFrozen) return null;
  if (one.left < left + plan.frozenWidth) return one.left - plan.frozenWidth;
  const end = one.left + one.width;
  if (end > left + view) return Math.min(end - view, one.left - plan.frozenWidth);
  return null;
}
