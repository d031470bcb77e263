import { call, change } from "./client";
import type { FieldKey } from "./field-keys";
import type { Entity, WireRecord, WireValue } from "./wire";

/** A value before and after. */
export interface ValueChange {
  code: string;
  label: string;
  type: FieldKey;
  /** The field has left the form since. */
  isDeleted: boolean;
  before: WireValue;
  after: WireValue;
}

export interface RowChange {
  id: string;
  operation: "INSERT" | "UPDATE" | "MOVE" | "DELETE";
  changes: ValueChange[];
}

export interface TableChange {
  code: string;
  label: string;
  type: "SUBTABLE";
  isDeleted: boolean;
  rows: RowChange[];
}

export type FieldChange = ValueChange | TableChange;

export function isTable(one: FieldChange): one is TableChange {
  return "rows" in one;
}

export type Operation = "ADD" | "EDIT" | "DELETE" | "RESTORE" | "STATUS" | "ASSIGNEES";
export type Source = "screen" | "api" | "import" | "job" | "cli" | "system";

/** One revision: who made it, when, from where, and what it changed. */
export interface Revision {
  revision: string;
  operation: Operation;
  at: string;
  by: Entity;
  source: Source;
  /** For administrators and auditors. */
  address: string | null;
  action: string | null;
  restoredFrom: string | null;
  changes: FieldChange[];
}

export interface History {
  revisions: Revision[];
  next: string | null;
}

const PAGE = 20;

/** Revisions, the newest first; `after` is what the page before said of the next. */
export async function history(app: string, record: string, after: string): Promise<History> {
  const params = { limit: PAGE, after: after || undefined };
  return call<History>("GET", `/api/v1/apps/${app}/records/${record}/history`, params);
}

export interface Reverted {
  revision: string;
  /** What could not be brought back, and why. */
  left: { code: string; label: string; message: string }[];
}

/** Makes the values of revision `to` the newest; a stale `revision` is a 409. */
export async function revert(
  app: string,
  record: string,
  to: string,
  revision: string,
): Promise<Reverted> {
  return change("POST", `/api/v1/apps/${app}/records/${record}/restore`, { to, revision });
}

export interface Trashed {
  record: WireRecord;
  deletedBy: Entity;
  deletedAt: string;
  expiresAt: string;
}

export interface Trash {
  records: Trashed[];
  next: string | null;
}

/** Deleted records, the newest first. */
export async function trash(app: string, after: string): Promise<Trash> {
  return call<Trash>("GET", `/api/v1/apps/${app}/trash`, { after: after || undefined });
}

/** Puts a record into the trash; a stale `revision` is a 409. */
export async function deleteRecord(app: string, id: string, revision: string): Promise<void> {
  await change("DELETE", `/api/v1/apps/${app}/records`, { ids: [id], revisions: [revision] });
}

export async function restoreRecord(app: string, id: string): Promise<void> {
  await change("POST", `/api/v1/apps/${app}/trash/restore`, { ids: [id] });
}
