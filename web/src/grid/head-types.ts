import type { ColumnPlan, PlannedColumn } from "./column-plan";
import type { GridColumn, GridProps } from "./types";

export interface HeadCellProps extends GridProps {
  plan: ColumnPlan;
  one: PlannedColumn;
  column: GridColumn;
  isDropPlace: boolean;
  onMove: (col: number) => void;
  onDropPlace: (col: number | null) => void;
}

/** The order of the columns with one of them at another place. */
export function movedCode(codes: readonly string[], code: string, to: number): string[] {
  const rest = codes.filter((one) => one !== code);
  return rest.toSpliced(Math.max(0, Math.min(to, rest.length)), 0, code);
}
