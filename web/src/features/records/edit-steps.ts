/** What edits in a grid are made of. */
import type { SheetAnswer, SheetRow } from "@/api/sheet";
import type { WireRecord, WireValue } from "@/api/wire";

export interface Cell {
  id: string;
  code: string;
  label: string;
  before: WireValue;
  after: WireValue;
  text: string;
}

/** Somebody else gave the same cell another value meanwhile. */
export interface Clash extends Cell {
  theirs: WireValue;
  latest: WireRecord;
}

/** What one undo takes back. */
export interface Step {
  cells: Cell[];
  added: string[];
  addedRows: SheetRow[];
}

export interface Ledger {
  write: (rows: readonly SheetRow[]) => Promise<SheetAnswer>;
  read: (ids: readonly string[]) => Promise<WireRecord[]>;
  remove: (ids: readonly string[]) => Promise<void>;
  /** A failure in words. */
  words: (error: unknown) => string;
}

export interface State {
  pending: number;
  phase: "idle" | "saving" | "saved" | "failed";
  problems: number;
  clashes: readonly Clash[];
  mayUndo: boolean;
  mayRedo: boolean;
}

export function same(one: WireValue | undefined, other: WireValue | undefined): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

export function rowsOf(cells: readonly Cell[], revision: (id: string) => string | undefined) {
  const rows = new Map<string, SheetRow>();
  for (const { id, code, after } of cells) {
    const known = revision(id);
    const row = rows.get(id) ?? { id, ...(known ? { revision: known } : {}), record: {} };
    row.record[code] = { value: after };
    rows.set(id, row);
  }
  return [...rows.values()];
}
