import { queryOptions } from "@tanstack/react-query";
import { call, type Json } from "./client";
import type { WireRecord, WireValue } from "./wire";

export interface RecordPage {
  records: WireRecord[];
  total: number;
}

export type Changes = { [code: string]: { value: WireValue } };

async function page(app: string, query: string, fields: string[]): Promise<RecordPage> {
  const params = { app, query, fields, totalCount: true };
  type Answer = { records: WireRecord[]; totalCount: string | null };
  const answer = await call<Answer>("GET", "/k/v1/records.json", params);
  return { records: answer.records, total: Number(answer.totalCount ?? 0) };
}

/** One page of an app's records; `fields` empty means all of them. */
export const recordsQuery = (app: string, query: string, fields: string[] = []) =>
  queryOptions({
    queryKey: ["records", app, query, fields],
    queryFn: () => page(app, query, fields),
  });

async function oneRecord(app: string, id: string): Promise<WireRecord> {
  const answer = await call<{ record: WireRecord }>("GET", "/k/v1/record.json", { app, id });
  return answer.record;
}

export const recordQuery = (app: string, id: string) =>
  queryOptions({ queryKey: ["record", app, id], queryFn: () => oneRecord(app, id) });

export async function addRecord(app: string, record: Changes): Promise<string> {
  const body = { app, record: record as unknown as Json };
  return (await call<{ id: string }>("POST", "/k/v1/record.json", body)).id;
}

/** Changes the sent fields only; a stale `revision` is a 409. */
export async function updateRecord(
  app: string,
  id: string,
  record: Changes,
  revision: string,
): Promise<void> {
  const body = { app, id, record: record as unknown as Json, revision };
  await call("PUT", "/k/v1/record.json", body);
}

export interface StatusMove {
  action: string;
  assignee: string | null;
  revision: string;
}

export async function moveStatus(app: string, id: string, move: StatusMove): Promise<void> {
  const assignee = move.assignee ?? undefined;
  await call("PUT", "/k/v1/record/status.json", { app, id, ...move, assignee });
}

export function fileUrl(fileKey: string): string {
  return `/k/v1/file.json?fileKey=${encodeURIComponent(fileKey)}`;
}
