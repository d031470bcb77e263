/** The order of a list in kintone's words: `金額 desc, 期日 asc`. */
import type { SortKey } from "./types";

export type { SortKey };

const KEY = /^(\S+)(?:\s+(asc|desc))?$/i;
/** More than anybody can keep in mind; kintone takes no more either. */
export const MOST_KEYS = 5;

export function readOrder(text: string | undefined): SortKey[] {
  const keys = (text ?? "").split(",").flatMap((part) => {
    const match = KEY.exec(part.trim());
    if (!match?.[1]) return [];
    const isDown = match[2]?.toLowerCase() === "desc";
    return [{ code: match[1], direction: isDown ? "desc" : "asc" } as const];
  });
  return keys
    .filter((one, n) => keys.findIndex((other) => other.code === one.code) === n)
    .slice(0, MOST_KEYS);
}

export function writeOrder(keys: readonly SortKey[]): string {
  return keys.map(({ code, direction }) => `${code} ${direction}`).join(", ");
}

/** A click on a head: ascending, descending, not at all. `isMore` keeps the other keys. */
export function turned(keys: readonly SortKey[], code: string, isMore: boolean): SortKey[] {
  const now = keys.find((key) => key.code === code)?.direction;
  const others = isMore ? keys.filter((key) => key.code !== code) : [];
  if (now === "desc") return [...others];
  const next: SortKey = { code, direction: now === "asc" ? "desc" : "asc" };
  if (!isMore) return [next];
  if (now) return keys.map((key) => (key.code === code ? next : key));
  return [...keys, next].slice(-MOST_KEYS);
}

/** With one more key, or with this as the only one. */
export function withKey(
  keys: readonly SortKey[],
  key: SortKey,
  isMore: boolean,
): readonly SortKey[] {
  if (!isMore) return [key];
  const isKnown = keys.some((one) => one.code === key.code);
  if (isKnown) return keys.map((one) => (one.code === key.code ? key : one));
  return [...keys, key].slice(-MOST_KEYS);
}
