/** A pasted block as rows to write: which record gets which values, and what is left out. */
import type { CellProblem, SheetRow } from "@/api/sheet";
import type { WireRecord, WireValue } from "@/api/wire";
import { asText } from "@/fields/values";
import type { Editing, PastedBlock } from "@/grid/editing";
import { type Reader, readTyped } from "@/grid/typed";
import type { GridColumn } from "@/grid/types";

export const MOST_CELLS = 10_000;

export interface PastedCell {
  column: GridColumn;
  text: string;
  value: WireValue;
}

export interface PastedRow {
  /** Its place in the list, from 0; beyond the end it is a new record. */
  place: number;
  record: WireRecord | null;
  cells: PastedCell[];
}

export interface PastePlan {
  rows: PastedRow[];
  skipped: GridColumn[];
  /** The block is wider than the columns from here on. */
  isCut: boolean;
}

export function planPaste(
  { cells, row, columns }: PastedBlock,
  records: readonly (WireRecord | undefined)[],
  editing: Editing,
  reader: Reader,
): PastePlan {
  const widest = Math.max(0, ...cells.map((line) => line.length));
  const meant = columns.slice(0, widest);
  const skipped = meant.filter((column) => editing.whyNot(column) !== null);
  const rows = cells.map(
    (line, n): PastedRow => ({
      place: row + n,
      record: records[n] ?? null,
      cells: meant.flatMap((column, at) => {
        const text = line[at];
        if (text === undefined || skipped.includes(column)) return [];
        return [{ column, text, value: readTyped(text, column.property, reader) }];
      }),
    }),
  );
  return {
    rows: rows.filter((one) => one.cells.length > 0),
    skipped,
    isCut: widest > columns.length,
  };
}

export function countCells(rows: readonly PastedRow[]): number {
  return rows.reduce((sum, row) => sum + row.cells.length, 0);
}

export function sheetRow({ record, cells }: PastedRow): SheetRow {
  const id = asText(record?.$id?.value);
  const revision = asText(record?.$revision?.value);
  return {
    ...(id ? { id } : {}),
    ...(revision ? { revision } : {}),
    record: Object.fromEntries(cells.map(({ column, value }) => [column.code, { value }])),
  };
}

/** One cell that cannot be written (or a whole row), and why. */
export interface BadCell {
  row: PastedRow;
  /** null: the whole row, or a field that was not pasted. */
  cell: PastedCell | null;
  messages: readonly string[];
  field: string | null;
}

export function badCells(
  rows: readonly PastedRow[],
  problems: readonly CellProblem[],
): BadCell[] {
  return problems.flatMap(({ row: place, field, messages }) => {
    const row = rows[place];
    if (!row) return [];
    const cell = row.cells.find(({ column }) => column.code === field) ?? null;
    return [{ row, cell, messages, field }];
  });
}

/** So many cells cannot be written: those that are bad, and whole rows where the row is. */
export function badCount(bad: readonly BadCell[]): number {
  const rows = new Set(bad.filter(({ cell }) => cell === null).map(({ row }) => row));
  const single = bad.filter(({ cell, row }) => cell !== null && !rows.has(row)).length;
  return single + countCells([...rows]);
}

/** The rows without what is bad in them; a row that is bad as a whole is left out. */
export function goodRows(rows: readonly PastedRow[], bad: readonly BadCell[]): PastedRow[] {
  return rows.flatMap((row) => {
    const mine = bad.filter((one) => one.row === row);
    if (mine.some(({ cell }) => cell === null)) return [];
    const cells = row.cells.filter((cell) => !mine.some((one) => one.cell === cell));
    return cells.length > 0 ? [{ ...row, cells }] : [];
  });
}
