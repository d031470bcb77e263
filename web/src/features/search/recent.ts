const MOST = 6;

const placeOf = (person: string): string => `urakata.searches.${person}`;

/** What somebody looked for last in this browser, the newest first. */
export function recentSearches(person: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(placeOf(person)) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

/** Remembers words that led somewhere. */
export function rememberSearch(person: string, words: string): void {
  const next = [words, ...recentSearches(person).filter((one) => one !== words)];
  try {
    localStorage.setItem(placeOf(person), JSON.stringify(next.slice(0, MOST)));
  } catch {
    // a full or forbidden storage only means that nothing is remembered
  }
}

export function forgetSearches(person: string): void {
  try {
    localStorage.removeItem(placeOf(person));
  } catch {
    // nothing was remembered there
  }
}
