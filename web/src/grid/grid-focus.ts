import { createContext, type RefObject, useContext } from "react";

/** What the input in the active cell needs to know of the grid around it. */
export interface GridFocus {
  /** Whether the focus goes along when the active cell moves: only while it is in the grid. */
  goesAlong: RefObject<boolean>;
  /** The active cell in words. */
  label: string;
  describedBy: string;
}

export const GridFocusContext = createContext<GridFocus>({
  goesAlong: { current: false },
  label: "",
  describedBy: "",
});

export const useGridFocus = (): GridFocus => useContext(GridFocusContext);
