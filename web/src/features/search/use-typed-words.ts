import { useDebouncedCallback } from "@mantine/hooks";
import { type ChangeEvent, type CompositionEvent, useState } from "react";

const PAUSE = 200;

/** What is being typed, and the same once the typing pauses; never while an IME composes. */
export function useTypedWords(initial: string) {
  const [typed, setTyped] = useState(initial);
  const [settled, setSettled] = useState(initial.trim());
  const settleSoon = useDebouncedCallback((next: string) => setSettled(next.trim()), PAUSE);
  const replace = (next: string): void => {
    setTyped(next);
    setSettled(next.trim());
  };
  const onChange = (event: ChangeEvent<HTMLInputElement>): void => {
    setTyped(event.currentTarget.value);
    const native = event.nativeEvent;
    if (!(native instanceof InputEvent && native.isComposing))
      settleSoon(event.currentTarget.value);
  };
  const onCompositionEnd = (event: CompositionEvent<HTMLInputElement>): void =>
    settleSoon(event.currentTarget.value);
  return { typed, settled, replace, input: { value: typed, onChange, onCompositionEnd } };
}
