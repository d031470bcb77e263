import { useCallback, useEffect, useRef, useState } from "react";
import type { CellProblem, SheetRow } from "@/api/sheet";
import { writeSheet } from "@/api/sheet";
import type { WireRecord } from "@/api/wire";
import { today } from "@/fields/moments";
import { asText } from "@/fields/values";
import type { Editing, PastedBlock } from "@/grid/editing";
import type { RowPages } from "@/grid/row-pages";
import { type Reader, readTyped } from "@/grid/typed";
import { useLocale } from "@/i18n/locale";
import type { CellEdits } from "./cell-edits";
import type { Cell } from "./edit-steps";
import {
  type BadCell,
  badCells,
  badCount,
  countCells,
  goodRows,
  type PastedRow,
  type PastePlan,
  planPaste,
  sheetRow,
} from "./paste-plan";

interface Where {
  appId: string;
  block: PastedBlock;
  rows: RowPages;
  editing: Editing;
  edits: CellEdits;
}

/** Rows whose problems come to light only when others are left out: so often it is tried. */
const TRIES = 3;

/** A paste from the first check to the last cell: tried, corrected, written, undone as one. */
export function usePaste({ appId, block, rows, editing, edits }: Where) {
  const where = useLocale();
  const [plan, setPlan] = useState<PastePlan | null>(null);
  const [bad, setBad] = useState<BadCell[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(true);
  const [written, setWritten] = useState(0);
  const reader: Reader = {
    today: today(where.timezone),
    timezone: where.timezone,
    entities: editing.entities,
  };
  const latest = useRef({ editing, reader });
  latest.current = { editing, reader };

  const working = useCallback(async (work: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (failed) {
      setError(failed);
    } finally {
      setBusy(false);
    }
  }, []);

  useEffect(() => {
    void working(async () => {
      const last = block.row + block.cells.length - 1;
      const records = await rows.range(block.row, last);
      const made = planPaste(block, records, latest.current.editing, latest.current.reader);
      setPlan(made);
      const { problems } = await writeSheet(appId, made.rows.map(sheetRow), true);
      setBad(badCells(made.rows, problems));
    });
  }, [working, block, rows, appId]);

  const check = (): Promise<void> =>
    working(async () => {
      if (!plan) return;
      const { problems } = await writeSheet(appId, plan.rows.map(sheetRow), true);
      setBad(badCells(plan.rows, problems));
    });

  /** Writes all, or what is good of it. Whether everything is done. */
  const write = async (): Promise<boolean> => {
    let isDone = false;
    await working(async () => {
      if (!plan) return;
      const { saved, wrong } = await writeGood(appId, plan.rows, bad);
      if (saved) {
        edits.remember(saved.step);
        setWritten((count) => count + saved.cells);
        rows.reload();
      }
      const left = remaining(plan.rows, wrong, saved?.ids ?? new Map());
      setPlan({ ...plan, rows: left.rows });
      setBad(left.bad);
      isDone = left.rows.length === 0;
    });
    return isDone;
  };

  const correct = (one: BadCell, text: string): void => {
    if (!plan || !one.cell) return;
    const { column } = one.cell;
    const cell = { column, text, value: readTyped(text, column.property, reader) };
    const row: PastedRow = {
      ...one.row,
      cells: one.row.cells.map((each) => (each === one.cell ? cell : each)),
    };
    setPlan({ ...plan, rows: plan.rows.map((each) => (each === one.row ? row : each)) });
    setBad((all) =>
      all.map((each) => {
        if (each.row !== one.row) return each;
        return { ...each, row, cell: each.cell === one.cell ? cell : each.cell };
      }),
    );
  };

  const total = plan ? countCells(plan.rows) : 0;
  return {
    plan,
    bad,
    error,
    isBusy,
    written,
    good: total - badCount(bad),
    badTotal: badCount(bad),
    check,
    write,
    correct,
  };
}

interface Saved {
  ids: Map<PastedRow, { id: string; revision: string }>;
  step: { cells: Cell[]; added: string[]; addedRows: SheetRow[] };
  cells: number;
}

async function writeGood(appId: string, all: readonly PastedRow[], bad: readonly BadCell[]) {
  let wrong = [...bad];
  for (let n = 0; n < TRIES; n += 1) {
    const good = goodRows(all, wrong);
    if (good.length === 0) return { saved: null, wrong };
    const sent = good.map(sheetRow);
    const { records, problems } = await writeSheet(appId, sent);
    if (problems.length === 0) return { saved: savedOf(all, good, sent, records), wrong };
    wrong = [...wrong, ...more(all, good, problems)];
  }
  return { saved: null, wrong };
}

function more(
  all: readonly PastedRow[],
  good: readonly PastedRow[],
  problems: readonly CellProblem[],
): BadCell[] {
  return badCells(good, problems).map((one) => {
    const row = all.find(({ place }) => place === one.row.place) ?? one.row;
    return { ...one, row };
  });
}

function savedOf(
  all: readonly PastedRow[],
  good: readonly PastedRow[],
  sent: readonly SheetRow[],
  records: readonly { id: string; revision: string }[],
): Saved {
  const ids: Saved["ids"] = new Map();
  const step: Saved["step"] = { cells: [], added: [], addedRows: [] };
  good.forEach((row, n) => {
    const saved = records[n];
    const sentRow = sent[n];
    if (!saved || !sentRow) return;
    const origin = all.find(({ place }) => place === row.place);
    if (origin) ids.set(origin, saved);
    if (row.record) step.cells.push(...cellsOf(row, row.record));
    else {
      step.added.push(saved.id);
      step.addedRows.push(sentRow);
    }
  });
  return { ids, step, cells: countCells(good) };
}

function cellsOf(row: PastedRow, record: WireRecord): Cell[] {
  return row.cells.map(({ column, value, text }) => ({
    id: asText(record.$id?.value),
    code: column.code,
    label: column.label,
    before: record[column.code]?.value ?? null,
    after: value,
    text,
  }));
}

/** What is still to be written: the bad cells of rows that are there now, and rows that are not. */
function remaining(
  rows: readonly PastedRow[],
  wrong: readonly BadCell[],
  ids: Saved["ids"],
): { rows: PastedRow[]; bad: BadCell[] } {
  const left = new Map<PastedRow, PastedRow>();
  for (const row of rows) {
    const mine = wrong.filter((one) => one.row === row);
    const saved = ids.get(row);
    if (mine.length === 0 && saved) continue;
    const cells = saved
      ? row.cells.filter((c) => mine.some((one) => one.cell === c))
      : row.cells;
    const record = saved
      ? { ...row.record, $id: { value: saved.id }, $revision: { value: saved.revision } }
      : row.record;
    left.set(row, { ...row, cells, record });
  }
  const bad = wrong.flatMap((one) => {
    const row = left.get(one.row);
    return row ? [{ ...one, row }] : [];
  });
  return { rows: [...left.values()], bad };
}
