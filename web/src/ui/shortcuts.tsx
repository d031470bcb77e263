import { useEffect, useId, useRef, useSyncExternalStore } from "react";

/** A key or a sequence of keys that does something on the page that is shown. */
export interface Shortcut {
  /** `"?"`, `"g t"` (one after the other), `"ctrl+s"` (⌘ counts as Ctrl). */
  keys: string;
  /** Under which heading it stands on the help sheet. */
  group: string;
  label: string;
  run: () => void;
}

const NEXT_KEY_WITHIN = 1200;
const registered = new Map<string, Shortcut>();
const listeners = new Set<() => void>();
const state = { shown: [] as Shortcut[], singleKeys: true, before: "", at: 0 };

function changed(): void {
  state.shown = [...registered.values()];
  for (const listener of listeners) listener();
}

/**
 * Registers a shortcut as long as the component is shown. It does nothing while somebody types or
 * an IME composes, or under a dialog; single keys can be switched off by the person (WCAG 2.1.4).
 */
export function useShortcut(
  keys: string,
  run: () => void,
  about: { group: string; label: string; isEnabled?: boolean },
): void {
  const id = useId();
  const latest = useRef(run);
  latest.current = run;
  const { group, label, isEnabled = true } = about;
  useEffect(() => {
    if (!isEnabled) return;
    registered.set(id, { keys, group, label, run: () => latest.current() });
    changed();
    return () => {
      registered.delete(id);
      changed();
    };
  }, [id, keys, group, label, isEnabled]);
}

/** What works on this page now. */
export function useRegisteredShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => state.shown,
  );
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.target instanceof HTMLElement ? event.target : null;
  const box = target?.closest("input, textarea, select, [contenteditable], [role='grid']");
  return box != null || document.querySelector('[role="dialog"]') !== null;
}

function pressed(event: KeyboardEvent): string {
  const key = event.key.toLowerCase();
  return event.ctrlKey || event.metaKey ? `ctrl+${key}` : key;
}

function onKey(event: KeyboardEvent): void {
  if (event.isComposing || event.keyCode === 229 || event.altKey || event.defaultPrevented)
    return;
  const key = pressed(event);
  const hasModifier = key.startsWith("ctrl+");
  if (!hasModifier && (!state.singleKeys || isTyping(event))) return;
  const sequence = event.timeStamp - state.at < NEXT_KEY_WITHIN ? `${state.before} ${key}` : "";
  const found =
    state.shown.find((one) => one.keys === sequence) ??
    state.shown.find((one) => one.keys === key);
  state.before = found ? "" : key;
  state.at = event.timeStamp;
  if (!found) return;
  event.preventDefault();
  found.run();
}

/** Listens to the keys of the whole page: once, in the shell. */
export function useShortcutKeys(singleKeys: boolean): void {
  useEffect(() => {
    state.singleKeys = singleKeys;
  }, [singleKeys]);
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
