import { type KeyboardEvent, useState } from "react";
import { isComposing } from "@/ui/composing";

const STEPS: { [key: string]: number } = { ArrowDown: 1, ArrowUp: -1 };

/** Which of some choices the arrows stand on, as in every combobox; Enter takes it, or the words. */
export function useChosen<T>(
  choices: readonly T[],
  onChoose: (choice: T) => void,
  onEnter: () => void,
) {
  const [active, setActive] = useState(-1);
  const place = Math.min(active, choices.length - 1);
  const move = (step: number): void => {
    const count = choices.length;
    const from = place < 0 && step < 0 ? 0 : place;
    setActive((from + step + count) % count);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    const step = STEPS[event.key];
    if (step !== undefined && choices.length > 0) {
      event.preventDefault();
      move(step);
    } else if (event.key === "Enter") {
      const chosen = choices[place];
      if (chosen === undefined) onEnter();
      else onChoose(chosen);
    }
  };
  return { place, onKeyDown, reset: () => setActive(-1) };
}
