/** The list that somebody came from, so that a record leads back to it, and on to its neighbours. */

export interface Trail {
  /** The list's address, without the path. */
  search: { [key: string]: unknown };
  /** What the list asks for, in its order. */
  query: string;
}

const keyOf = (appId: string): string => `urakata.trail.${appId}`;

export function keepTrail(appId: string, trail: Trail): void {
  sessionStorage.setItem(keyOf(appId), JSON.stringify(trail));
}

export function trailOf(appId: string): Trail | null {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(appId)) ?? "null") as Trail | null;
  } catch {
    return null;
  }
}
