/** What somebody chose lately on this device, newest first: people, records of masters. */
const PREFIX = "urakata.recent.";
const MOST = 8;

export function recentlyChosen(of: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFIX + of) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

export function noteChosen(of: string, chosen: string): void {
  const rest = recentlyChosen(of).filter((one) => one !== chosen);
  try {
    localStorage.setItem(PREFIX + of, JSON.stringify([chosen, ...rest].slice(0, MOST)));
  } catch {
    // a device that keeps nothing: the whole list is still there
  }
}
