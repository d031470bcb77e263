/** Where on a form a problem belongs, read from the server's error paths. */

export interface FieldSpot {
  code: string;
  row?: number;
  column?: string;
}

const TABLE =
  /^record(?:s\[0\])?\.([^.[\]]+)\.value\[(\d+)\]\.value(?:\.([^.[\]]+)|\[([^\]]+)\])/;
const DOTTED = /^record(?:s\[0\])?\.([^.[\]]+)/;
const BRACKETED = /^record\[([^\]]+)\]/;

/** `record.明細.value[0].value.数量.value` → 明細, row 0, 数量; null when it is not a field's. */
export function spotOf(path: string): FieldSpot | null {
  const table = TABLE.exec(path);
  const column = table?.[3] ?? table?.[4];
  if (table?.[1] && column) return { code: table[1], row: Number(table[2]), column };
  const code = DOTTED.exec(path)?.[1] ?? BRACKETED.exec(path)?.[1];
  return code ? { code } : null;
}

/** The name of the spot's input in the form. */
export function inputName(spot: FieldSpot): string {
  return spot.column === undefined
    ? spot.code
    : `${spot.code}.${spot.row ?? 0}.value.${spot.column}`;
}
