/** Blocks of cells: tried, and written whole or not at all. */
import { change, type Json } from "./client";
import { keysetPage } from "./record-pages";
import type { Changes } from "./records";
import type { WireRecord } from "./wire";

export interface SheetRow {
  /** None: a record is added. */
  id?: string;
  revision?: string;
  record: Changes;
}

export interface CellProblem {
  row: number;
  /** null: the whole row. */
  field: string | null;
  messages: string[];
}

export interface SheetAnswer {
  records: { id: string; revision: string; operation: "INSERT" | "UPDATE" }[];
  problems: CellProblem[];
}

export function writeSheet(
  app: string,
  rows: readonly SheetRow[],
  dryRun = false,
): Promise<SheetAnswer> {
  const body = { rows: rows as unknown as Json, dryRun };
  return change<SheetAnswer>("POST", `/api/v1/apps/${app}/records/sheet`, body);
}

const AT_ONCE = 500;

/** Some records as they are now; those that are gone are not among them. */
export async function recordsById(
  app: string,
  ids: readonly string[],
  fields: readonly string[],
): Promise<WireRecord[]> {
  const query = `$id in (${ids.map((id) => `"${id}"`).join(", ")})`;
  return (await keysetPage(app, query, fields, { offset: 0 }, AT_ONCE)).records;
}

export function deleteRecords(app: string, ids: readonly string[]): Promise<void> {
  return change<void>("DELETE", `/api/v1/apps/${app}/records`, { ids: [...ids] });
}
