import { createContext, type RefObject, useContext } from "react";
import type { Choice } from "./choices";
import type { CellEdit } from "./use-cell-edit";

/** What the input in the active cell needs to know of the grid around it. */
export interface GridFocus {
  /** Whether the focus goes along when the active cell moves: only while it is in the grid. */
  goesAlong: RefObject<boolean>;
  /** The active cell in words. */
  label: string;
  describedBy: string;
  edit: CellEdit | null;
  choices: readonly Choice[];
  /** Something was typed: edits the cell if it may be, and says why not if not. */
  onType: (text: string) => void;
  onChoose: (key: string) => void;
  /** The input lost the focus: what was typed is saved. */
  onLeave: () => void;
}

export const GridFocusContext = createContext<GridFocus | null>(null);

export function useGridFocus(): GridFocus {
  const focus = useContext(GridFocusContext);
  if (!focus) throw new Error("outside a grid");
  return focus;
}
