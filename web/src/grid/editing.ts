import type { Entity, WireRecord, WireValue } from "@/api/wire";
import type { GridColumn } from "./types";

/** One cell that gets another value. */
export interface CellChange {
  record: WireRecord;
  column: GridColumn;
  value: WireValue;
  /** As it was typed: kept at the cell when it cannot be saved. */
  text: string;
}

/** What could not be saved, as it was typed, and why. */
export interface CellMark {
  text: string;
  message: string;
}

export type Marks = { readonly [code: string]: CellMark };

/** A block from the clipboard, and where it goes. */
export interface PastedBlock {
  cells: string[][];
  row: number;
  columns: readonly GridColumn[];
}

/** What a page lets people do in its grid. Without it the grid is only read. */
export interface Editing {
  /** Why nobody types into a column; null where one may, as far as is known before one tries. */
  whyNot: (column: GridColumn) => string | null;
  change: (changes: readonly CellChange[]) => void;
  paste: (block: PastedBlock) => void;
  marksOf: (id: string) => Marks | undefined;
  forget: (id: string, code: string) => void;
  undo: () => void;
  redo: () => void;
  /** What is typed is read with these. */
  entities: (type: string) => ReadonlyMap<string, Entity>;
  /** Those that can be chosen in a people field. */
  choices: (type: string) => readonly Entity[];
}
