import type { Mentionable } from "./mentioning";

interface Options {
  found: readonly Mentionable[];
  active: number;
  onMove: (active: number) => void;
  onChoose: (one: Mentionable) => void;
  onLeave: () => void;
}

/** The keys of a list under the text: they say whether they were for it. */
export function useMentionKeys({ found, active, onMove, onChoose, onLeave }: Options) {
  return (key: string): boolean => {
    const chosen = found[active];
    if (key === "Escape") onLeave();
    else if (chosen === undefined) return false;
    else if (key === "ArrowDown") onMove((active + 1) % found.length);
    else if (key === "ArrowUp") onMove((active + found.length - 1) % found.length);
    else if (key === "Enter" || key === "Tab") onChoose(chosen);
    else return false;
    return true;
  };
}
