import type { KeyboardEvent } from "react";

/** An IME is still composing: this Enter chooses a conversion and must do nothing else. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.nativeEvent.isComposing || event.keyCode === 229;
}
