/** Drafts of forms: kept on this device, of one person, until saved, thrown away or signed out. */

const PREFIX = "urakata.draft.";
/** Older ones are of no use to anybody: what they were about has moved on. */
const KEPT_DAYS = 30;
const DAY = 86_400_000;

export interface Draft<T> {
  /** When it was kept: milliseconds. */
  at: number;
  content: T;
}

export function draftKey(user: string, app: string, record: string | null): string {
  return `${PREFIX}${encodeURIComponent(user)}.${app}.${record ?? "new"}`;
}

/** Whether it could be kept: a device may be full, or keep nothing at all. */
export function keepDraft<T>(key: string, content: T, at = Date.now()): boolean {
  try {
    localStorage.setItem(key, JSON.stringify({ at, content } satisfies Draft<T>));
    return true;
  } catch {
    return false;
  }
}

export function readDraft<T>(key: string, now = Date.now()): Draft<T> | null {
  try {
    const draft = JSON.parse(localStorage.getItem(key) ?? "null") as Draft<T> | null;
    return draft !== null && now - draft.at < KEPT_DAYS * DAY ? draft : null;
  } catch {
    return null;
  }
}

export function dropDraft(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // a device that keeps nothing has nothing to forget
  }
}

/** Forgets everything a person began to write on this device: when they sign out of it. */
export function forgetDrafts(user: string): void {
  const mine = `${PREFIX}${encodeURIComponent(user)}.`;
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(mine)) dropDraft(key);
  } catch {
    // the same
  }
}
