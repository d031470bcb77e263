import type { KeyboardEvent } from "react";
import { isComposing } from "@/ui/composing";

/** Enter in a line of text never saves by accident; Ctrl+Enter and Ctrl+S save on purpose. */
export function onFormKey(event: KeyboardEvent<HTMLFormElement>, submit: () => void): void {
  if (isComposing(event)) return;
  const isShortcut = event.ctrlKey || event.metaKey;
  if (isShortcut && (event.key === "Enter" || event.key === "s")) {
    event.preventDefault();
    submit();
  } else if (event.key === "Enter" && event.target instanceof HTMLInputElement) {
    event.preventDefault();
  }
}
