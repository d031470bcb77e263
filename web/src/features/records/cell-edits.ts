import { Problem } from "@/api/problem";
import type { SheetAnswer, SheetRow } from "@/api/sheet";
import { asText } from "@/fields/values";
import type { CellChange, CellMark, Marks } from "@/grid/editing";
import type { RowPages } from "@/grid/row-pages";
import {
  type Cell,
  type Clash,
  type Ledger,
  rowsOf,
  type State,
  type Step,
  same,
} from "./edit-steps";

const MOST_STEPS = 100;
const REFRESHED = 500;

/**
 * What is edited in a grid: shown at once, written one after the other, taken back as real writes.
 * What cannot be written stays at its cell as it was typed.
 */
export class CellEdits {
  private marks = new Map<string, Marks>();
  private done: Step[] = [];
  private undone: Step[] = [];
  private revisions = new Map<string, string>();
  private queue: Promise<void> = Promise.resolve();
  private listeners = new Set<() => void>();
  private state: State = {
    pending: 0,
    phase: "idle",
    problems: 0,
    clashes: [],
    mayUndo: false,
    mayRedo: false,
  };

  constructor(
    private rows: RowPages,
    private readonly ledger: Ledger,
  ) {}

  /** The same edits over other rows: what could not be saved and what can be undone stay. */
  over = (rows: RowPages): void => {
    this.rows = rows;
  };

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  now = (): State => this.state;

  marksOf = (id: string): Marks | undefined => this.marks.get(id);

  forget = (id: string, code: string): void => {
    this.unmark(id, code);
    this.tell({});
  };

  /** Ids with what is wrong with them, for the summary. */
  marked = (): { id: string; code: string; mark: CellMark }[] =>
    [...this.marks].flatMap(([id, marks]) =>
      Object.entries(marks).map(([code, mark]) => ({ id, code, mark })),
    );

  change = (changes: readonly CellChange[]): void => {
    const cells = changes.map(({ record, column, value, text }) => ({
      id: asText(record.$id?.value),
      code: column.code,
      label: column.label,
      before: record[column.code]?.value ?? null,
      after: value,
      text,
    }));
    if (cells.length > 0) this.submit(cells);
  };

  /** What was written elsewhere (a paste) and can be taken back here. */
  remember = (step: Step): void => {
    this.done = [...this.done, step].slice(-MOST_STEPS);
    this.undone = [];
    this.tell({});
  };

  undo = (): void => this.travel("done", "undone");
  redo = (): void => this.travel("undone", "done");

  /** Mine is written over theirs, or theirs stays. */
  settle = (clash: Clash, isMine: boolean): void => {
    const clashes = this.state.clashes.filter((one) => one !== clash);
    this.tell({ clashes });
    if (isMine) this.submit([{ ...clash, before: clash.theirs }]);
  };

  private submit(cells: readonly Cell[]): void {
    this.show(cells, "after");
    for (const { id, code } of cells) this.unmark(id, code);
    this.enqueue(async () => {
      const saved = await this.save(cells);
      if (saved.length > 0) this.remember({ cells: saved, added: [], addedRows: [] });
    });
  }

  private travel(from: "done" | "undone", to: "done" | "undone"): void {
    const step = this[from].at(-1);
    if (!step) return;
    this[from] = this[from].slice(0, -1);
    const cells = step.cells.map((one) => ({ ...one, before: one.after, after: one.before }));
    this.show(cells, "after");
    this.enqueue(async () => {
      const saved = await this.save(cells);
      const back: Step = { ...step, cells: saved };
      if (from === "done" && step.added.length > 0) await this.ledger.remove(step.added);
      if (from === "undone" && step.addedRows.length > 0) {
        const { records } = await this.ledger.write(step.addedRows);
        back.added = records.map((one) => one.id);
      }
      if (step.addedRows.length > 0) this.rows.reload();
      this[to] = [...this[to], back];
    });
  }

  private enqueue(work: () => Promise<void>): void {
    this.tell({ pending: this.state.pending + 1, phase: "saving" });
    this.queue = this.queue.then(async () => {
      try {
        await work();
      } finally {
        const pending = this.state.pending - 1;
        const isFailed = this.marks.size > 0 || this.state.clashes.length > 0;
        const phase = pending > 0 ? "saving" : isFailed ? "failed" : "saved";
        this.tell({ pending, phase });
      }
    });
  }

  private revisionOf = (id: string): string | undefined =>
    this.revisions.get(id) ?? (asText(this.rows.find(id)?.$revision?.value) || undefined);

  /** Writes cells; those that cannot be are marked, the others written all the same. */
  private async save(cells: readonly Cell[]): Promise<Cell[]> {
    if (cells.length === 0) return [];
    try {
      const rows = rowsOf(cells, this.revisionOf);
      const { records, problems } = await this.ledger.write(rows);
      if (problems.length === 0) {
        for (const { id, revision } of records) this.revisions.set(id, revision);
        await this.refresh([...new Set(cells.map(({ id }) => id))]);
        return [...cells];
      }
      const rest = await this.sort(cells, rows, problems);
      return rest.length < cells.length || problems.some((one) => one.field === null)
        ? this.save(rest)
        : [];
    } catch (error) {
      for (const cell of cells) this.refuse(cell, this.ledger.words(error));
      if (!(error instanceof Problem)) throw error;
      return [];
    }
  }

  /** Marks what is refused and settles what others changed; answers the cells to write again. */
  private async sort(
    cells: readonly Cell[],
    rows: readonly SheetRow[],
    problems: SheetAnswer["problems"],
  ): Promise<Cell[]> {
    let rest = [...cells];
    for (const { row, field, messages } of problems) {
      const id = rows[row]?.id ?? "";
      const meant = rest.filter((cell) => cell.id === id && (field ?? cell.code) === cell.code);
      const others = field === null ? await this.moved(id, meant) : null;
      const refused = others ?? (meant.length > 0 ? meant : rest.filter((c) => c.id === id));
      rest = rest.filter((cell) => !refused.includes(cell));
      if (others === null) for (const cell of refused) this.refuse(cell, messages.join(" "));
    }
    return rest;
  }

  /** Cells of a record that moved on which clash with it; null where it did not move on. */
  private async moved(id: string, cells: readonly Cell[]): Promise<Cell[] | null> {
    const [latest] = await this.ledger.read([id]);
    const revision = asText(latest?.$revision?.value);
    if (!latest || revision === this.revisionOf(id)) return null;
    this.revisions.set(id, revision);
    this.rows.patch(id, () => latest);
    const clashing = cells.filter(({ code, before }) => !same(latest[code]?.value, before));
    const clashes = clashing.map((cell) => ({
      ...cell,
      theirs: latest[cell.code]?.value ?? null,
      latest,
    }));
    this.tell({ clashes: [...this.state.clashes, ...clashes] });
    this.show(
      cells.filter((cell) => !clashing.includes(cell)),
      "after",
    );
    return clashing;
  }

  private refuse(cell: Cell, message: string): void {
    this.show([cell], "before");
    const text = cell.text || String(cell.after ?? "");
    this.marks.set(cell.id, { ...this.marks.get(cell.id), [cell.code]: { text, message } });
    this.rows.patch(cell.id, (record) => record);
  }

  private unmark(id: string, code: string): void {
    const { [code]: gone, ...rest } = this.marks.get(id) ?? {};
    if (gone === undefined) return;
    if (Object.keys(rest).length === 0) this.marks.delete(id);
    else this.marks.set(id, rest);
    this.rows.patch(id, (record) => record);
  }

  private show(cells: readonly Cell[], side: "before" | "after"): void {
    for (const cell of cells)
      this.rows.patch(cell.id, (record) => ({
        ...record,
        [cell.code]: { ...record[cell.code], value: cell[side] },
      }));
  }

  /** What the server made of the records: calculations, look-ups, who changed them. */
  private async refresh(ids: readonly string[]): Promise<void> {
    if (ids.length > REFRESHED) {
      this.rows.reload();
      return;
    }
    for (const record of await this.ledger.read(ids)) {
      const id = asText(record.$id?.value);
      this.revisions.set(id, asText(record.$revision?.value));
      this.rows.patch(id, () => record);
    }
  }

  private tell(change: Partial<State>): void {
    this.state = {
      ...this.state,
      ...change,
      problems: this.marked().length,
      mayUndo: this.done.length > 0,
      mayRedo: this.undone.length > 0,
    };
    for (const listener of this.listeners) listener();
  }
}
