/** The address of a question: who, in which app, over which record. */
export interface AccessSearch {
  person?: string;
  app?: string;
  record?: string;
}

const NUMBER = /^[1-9]\d{0,17}$/;

function id(value: unknown): string | undefined {
  const text = typeof value === "number" || typeof value === "string" ? String(value) : "";
  return NUMBER.test(text) ? text : undefined;
}

const LONGEST = 128;

function code(value: unknown): string | undefined {
  const text = typeof value === "number" || typeof value === "string" ? String(value) : "";
  return text !== "" && text.length <= LONGEST ? text : undefined;
}

/** Whatever stands in the address; what is no id is dropped. */
export function readAccessSearch(raw: Record<string, unknown>): AccessSearch {
  const person = code(raw.person);
  const app = id(raw.app);
  const record = id(raw.record);
  if (person) return { person };
  return { ...(app ? { app } : {}), ...(app && record ? { record } : {}) };
}

export type By = "person" | "app" | "record";

/** What the address asks about. */
export function byOf(search: AccessSearch): By {
  if (search.record) return "record";
  return search.app ? "app" : "person";
}
