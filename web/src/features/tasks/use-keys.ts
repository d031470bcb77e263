import { useEffect, useEffectEvent } from "react";

const TYPED =
  "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]";

/** Single keys of a page; not while somebody types, composes, or has a dialog before them. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent): void => {
    const run = keys[event.key];
    if (!run || event.defaultPrevented || isElsewhere(event)) return;
    event.preventDefault();
    run();
  });
  useEffect(() => {
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

function isElsewhere(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  const target = event.target instanceof Element ? event.target : null;
  const isTyping = target !== null && target.closest(TYPED) !== null;
  return isTyping || document.querySelector("[role=dialog]") !== null;
}
