import { useCallback, useSyncExternalStore } from "react";

type Errors = ReadonlyMap<string, string>;

/**
 * What is said beside each input of a form, by its name. Kept outside of React's state: a word about
 * one field is drawn again by that field alone, not by the 2,500 others.
 */
export class FieldErrors {
  private said: Errors = new Map();
  private readonly listeners = new Set<() => void>();

  get(name: string): string | undefined {
    return this.said.get(name);
  }

  put(next: Errors): void {
    const isSame =
      next.size === this.said.size &&
      [...next].every(([name, text]) => this.said.get(name) === text);
    if (isSame) return;
    this.said = next;
    for (const listener of this.listeners) listener();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };
}

export function useFieldError(errors: FieldErrors, name: string): string | undefined {
  const get = useCallback(() => errors.get(name), [errors, name]);
  return useSyncExternalStore(errors.subscribe, get);
}
