import { useCallback, useRef, useState } from "react";
import { type Bounds, clampPlace, everything, only, type Step, stepped } from "./selection";
import type { Place, Selection } from "./types";

interface Sight {
  bounds: Bounds;
  page: number;
  /** Brings a cell into sight. */
  show: (place: Place) => void;
}

/** Which cell is active and what is selected around it. */
export function useActive({ bounds, page, show }: Sight) {
  const [selection, setSelection] = useState<Selection>(only({ row: 0, col: 1 }));
  const now = useRef(selection);
  const set = useCallback((next: Selection) => {
    now.current = next;
    setSelection(next);
  }, []);
  const { rows, cols } = bounds;
  const moveTo = useCallback(
    (place: Place, isWider = false) => {
      const head = clampPlace(place, { rows, cols });
      set(isWider ? { anchor: now.current.anchor, head } : only(head));
      show(head);
    },
    [rows, cols, set, show],
  );
  const step = useCallback(
    (way: Step, isWider: boolean) => {
      const from = isWider ? now.current.head : now.current.anchor;
      moveTo(stepped(from, way, { rows, cols }, page), isWider);
    },
    [moveTo, rows, cols, page],
  );
  const selectAll = useCallback(() => set(everything({ rows, cols })), [set, rows, cols]);
  /** The selection as it is, also when fewer rows are left than it was made over. */
  const anchor = clampPlace(selection.anchor, { rows: Math.max(1, rows), cols });
  const head = clampPlace(selection.head, { rows: Math.max(1, rows), cols });
  return { selection: { anchor, head }, latest: now, moveTo, step, selectAll, set };
}

export type Active = ReturnType<typeof useActive>;
