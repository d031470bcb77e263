/** The keys of a cell at rest that do something to records. */
import type { KeyboardEvent, RefObject } from "react";
import type { WireRecord } from "@/api/wire";
import { fieldUi } from "@/fields/registry";
import { asText } from "@/fields/values";
import { entered, type Run } from "./edit-keys";
import type { CellChange } from "./editing";
import { controlKey } from "./keys";
import { isSingle, rangeOf } from "./selection";
import type { GridColumn, GridProps } from "./types";
import type { Active } from "./use-active";
import type { CellEditing } from "./use-cell-edit";

export interface Keyed extends GridProps {
  active: Active;
  cell: CellEditing;
  box: RefObject<HTMLElement | null>;
  goesAlong: RefObject<boolean>;
}

/** The selected cells whose records are here and that may be written. */
export function cellsIn({ active, rows, columns, editing }: Keyed) {
  const { top, bottom, left, right } = rangeOf(active.latest.current);
  const found: Pick<CellChange, "record" | "column">[] = [];
  for (let row = top; row <= bottom; row += 1) {
    const record = rows.row(row);
    for (let col = Math.max(1, left); record && col <= right; col += 1) {
      const column = columns[col - 1];
      if (column && editing?.whyNot(column) === null) found.push({ record, column });
    }
  }
  return found;
}

export function onControl(event: KeyboardEvent, props: Keyed): void {
  const { active, editing } = props;
  const key = controlKey(event);
  const isRedo = key === "y" || (key === "z" && event.shiftKey);
  const ways: { [key: string]: (() => void) | undefined } = {
    a: active.selectAll,
    z: isRedo ? editing?.redo : editing?.undo,
    y: editing?.redo,
    d: editing && (() => editing.change(filled(props, "top"))),
    r: editing && (() => editing.change(filled(props, "left"))),
  };
  const way = ways[key ?? ""];
  if (!way) return;
  event.preventDefault();
  way();
}

/** The selection with the values of its first row (or column) everywhere. */
function filled(props: Keyed, from: "top" | "left"): CellChange[] {
  const { active, rows, columns } = props;
  const { top, left } = rangeOf(active.latest.current);
  const first = rows.row(top);
  return cellsIn(props).flatMap(({ record, column }) => {
    const source = from === "top" ? first : record;
    const origin = from === "top" ? column : columns[left - 1];
    const isSame = source === record && origin === column;
    const fits = origin?.property.type === column.property.type;
    if (!source || !origin || isSame || !fits) return [];
    return [{ record, column, text: "", value: source[origin.code]?.value ?? null }];
  });
}

export function onOwnKey(event: KeyboardEvent, props: Keyed, run: Run): void {
  const { active, rows, columns } = props;
  const { anchor } = active.latest.current;
  const record = rows.row(anchor.row);
  const column = columns[anchor.col - 1];
  if (event.key === "Escape") run.col = null;
  const way = record && ownWay(event, props, run, { record, column });
  if (!way) return;
  event.preventDefault();
  way();
}

interface Spot {
  record: WireRecord;
  /** None: the head of the row. */
  column: GridColumn | undefined;
}

function ownWay(event: KeyboardEvent, props: Keyed, run: Run, { record, column }: Spot) {
  const { active, cell, editing, head } = props;
  if (event.key === " " && (event.shiftKey || !column))
    return () => toggle(props, asText(record.$id?.value));
  if (!column) return event.key === "Enter" ? () => head.open(record) : null;
  if (event.key === "Enter" && run.col !== null)
    return () => entered(active, run, event.shiftKey);
  const ways: { [key: string]: (() => void) | undefined } = {
    Enter: () => cell.begin(record, column, null),
    F2: () => cell.begin(record, column, null),
    Delete: editing && (() => clear(props)),
    Backspace: editing && (() => clear(props)),
  };
  return ways[event.key] ?? null;
}

function toggle({ chosen, onChoose }: Keyed, id: string): void {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  onChoose(next);
}

function clear(props: Keyed): void {
  const cells = cellsIn(props);
  if (cells.length === 0 && isSingle(props.active.latest.current)) return;
  props.editing?.change(
    cells.map((one) => ({ ...one, text: "", value: fieldUi(one.column.property.type).blank })),
  );
}
