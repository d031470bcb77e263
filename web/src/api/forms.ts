/** Forms: what saving would make of them, and saving them exactly once. */
import { change, type Json } from "./client";
import type { Changes } from "./records";
import type { FieldAllowed } from "./rights";
import type { WireRecord } from "./wire";

export interface Evaluation {
  /** The record's revision now; null for one that is still to be added. */
  revision: string | null;
  /** Somebody saved since the form was opened. */
  isStale: boolean;
  /** What nobody types: calculated, copied, numbered, defaults. */
  values: WireRecord;
  errors: { [path: string]: { messages: string[] } };
  fields: { [code: string]: FieldAllowed };
}

export interface Target {
  id: string;
  revision: string;
}

/** What saving would make of a form; writes nothing. */
export function evaluate(
  app: string,
  record: Changes,
  target: Target | null,
  signal: AbortSignal,
): Promise<Evaluation> {
  const body = { record: record as unknown as Json, ...target };
  return change("POST", `/api/v1/apps/${app}/records/evaluate`, body, { signal });
}

export interface Added {
  id: string;
  revision: string;
}

/** Adds a record once, however often it is asked with the same key. */
export async function addOnce(app: string, record: Changes, key: string): Promise<Added> {
  const body = { records: [record as unknown as Json] };
  type Answer = { ids: string[]; revisions: string[] };
  const headers = { "Idempotency-Key": key };
  const answer = await change<Answer>("POST", `/api/v1/apps/${app}/records`, body, { headers });
  return { id: answer.ids[0] ?? "", revision: answer.revisions[0] ?? "" };
}
