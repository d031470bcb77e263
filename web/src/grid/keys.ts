/** What a key asks of a grid at rest. */
import type { Step } from "./selection";

interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

const PLAIN: { readonly [key: string]: Step } = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
  PageUp: "pageUp",
  PageDown: "pageDown",
  Home: "rowStart",
  End: "rowEnd",
};

const WITH_CONTROL: { readonly [key: string]: Step } = {
  ArrowUp: "top",
  ArrowDown: "bottom",
  ArrowLeft: "rowStart",
  ArrowRight: "rowEnd",
  Home: "first",
  End: "last",
};

/** The step a key takes, if it takes one; with Shift it widens the selection. */
export function stepOf(event: Pressed): Step | null {
  if (event.altKey) return null;
  const keys = event.ctrlKey || event.metaKey ? WITH_CONTROL : PLAIN;
  return keys[event.key] ?? null;
}

/** `Ctrl+A` (⌘A on a Mac) → `a`; null without the key. */
export function controlKey(event: Pressed): string | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  return event.key.toLowerCase();
}
