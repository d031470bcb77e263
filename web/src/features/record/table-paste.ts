/** A block of cells from Excel, laid into a table from one cell on. */
import type { FieldProperty, WireValue } from "@/api/wire";
import { fromText, type Today } from "@/fields/from-text";
import type { FormRow } from "./form-values";
import type { Cell } from "./table-keys";

export interface Pasted {
  rows: FormRow[];
  /** How many cells meant nothing to their fields and were left as they are. */
  left: number;
}

/** The table's rows with the block in them; rows that are missing are made by `blank`. */
export function pasteInto(
  rows: readonly FormRow[],
  block: readonly (readonly string[])[],
  at: Cell,
  context: Today & { columns: readonly FieldProperty[]; blank: () => FormRow },
): Pasted {
  const next = [...rows];
  let left = 0;
  block.forEach((cells, down) => {
    const index = at.row + down;
    while (next.length <= index) next.push(context.blank());
    const row = next[index];
    if (!row) return;
    const value: { [code: string]: WireValue } = { ...row.value };
    cells.forEach((text, right) => {
      const column = context.columns[at.column + right];
      const taken = column ? fromText(column, text, context) : undefined;
      if (column && taken !== undefined) value[column.code] = taken;
      else left += 1;
    });
    next[index] = { ...row, value };
  });
  return { rows: next, left };
}
