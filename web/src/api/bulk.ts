import { change, type Json } from "./client";
import { type Problem, problemFrom } from "./problem";
import type { Changes } from "./records";

/** Which records: those named, or all that a condition finds. */
export type Which = { ids: readonly string[] } | { query: string };

interface Line {
  id: string;
  revision?: string;
  error?: unknown;
}

interface WireProgress {
  batch: string;
  total: number;
  done: number;
  undone: number;
  results: Line[];
}

/** Why one record stayed as it was. */
export interface RefusedRecord {
  id: string;
  problem: Problem;
}

export interface BatchProgress extends Omit<WireProgress, "results"> {
  refused: RefusedRecord[];
}

function read({ results, ...rest }: WireProgress): BatchProgress {
  const refused = results.flatMap(({ id, error }) =>
    error === undefined ? [] : [{ id, problem: problemFrom(400, error) }],
  );
  return { ...rest, refused };
}

/** Notes a change of many records; null deletes them. Nothing is changed yet. */
export async function beginBatch(
  app: string,
  which: Which,
  record: Changes | null,
): Promise<BatchProgress> {
  const wish = record === null ? { isDeletion: true } : { record: record as unknown as Json };
  const body = { ...("ids" in which ? { ids: [...which.ids] } : which), ...wish };
  return read(await change<WireProgress>("POST", `/api/v1/apps/${app}/bulk`, body));
}

/** Does the next records of a batch, or puts the next ones back. */
export async function continueBatch(
  app: string,
  batch: string,
  way: "next" | "undo",
): Promise<BatchProgress> {
  const path = `/api/v1/apps/${app}/bulk/${batch}/${way}`;
  return read(await change<WireProgress>("POST", path, {}));
}
