import { useCallback, useEffect, useRef } from "react";
import type { WireRecord } from "@/api/wire";
import { asText } from "@/fields/values";
import type { ColumnPlan, PlannedColumn } from "./column-plan";
import styles from "./grid.module.css";
import { GridRow } from "./grid-row";
import { isSingle, rangeOf } from "./selection";
import type { GridProps } from "./types";
import type { Active } from "./use-active";
import type { Viewport } from "./use-viewport";

interface Props extends GridProps {
  gridId: string;
  active: Active;
  drawn: readonly PlannedColumn[];
  plan: ColumnPlan;
  viewport: Viewport;
  rowHeight: number;
}

/** The rows in sight, and the active one wherever it is: the focus stays in it. */
export function GridRows(props: Props) {
  const { rows, viewport, active, plan, rowHeight, chosen, onChoose } = props;
  const { first, last, shift } = viewport;
  useEffect(() => {
    if (viewport.height > 0) rows.want(first, Math.max(first, last));
  }, [rows, first, last, viewport.height]);
  const latest = useRef(chosen);
  latest.current = chosen;
  const choose = useCallback(
    (record: WireRecord, isChosen: boolean) => {
      const next = new Set(latest.current);
      const id = asText(record.$id?.value);
      if (isChosen) next.add(id);
      else next.delete(id);
      onChoose(next);
    },
    [onChoose],
  );
  const { selection } = active;
  const range = rangeOf(selection);
  const hasRange = !isSingle(selection);
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by pixel
    <div
      role="rowgroup"
      className={styles.body}
      style={{ height: viewport.canvas, width: plan.width }}
    >
      {placesOf(first, last, selection.anchor.row, rows.count()).map((row) => {
        const record = rows.row(row);
        const isIn = hasRange && row >= range.top && row <= range.bottom;
        return (
          <GridRow
            key={row}
            gridId={props.gridId}
            row={row}
            record={record}
            columns={props.drawn}
            width={plan.width}
            height={rowHeight}
            top={row * rowHeight - shift}
            head={props.head}
            active={row === selection.anchor.row ? selection.anchor.col : -1}
            from={isIn ? range.left : 0}
            to={isIn ? range.right : -1}
            isChosen={record !== undefined && chosen.has(asText(record.$id?.value))}
            marks={record && props.editing?.marksOf(asText(record.$id?.value))}
            onChoose={choose}
          />
        );
      })}
    </div>
  );
}

function placesOf(first: number, last: number, active: number, count: number): number[] {
  const places = Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n);
  const isElsewhere = active < count && (active < first || active > last);
  return isElsewhere ? [...places, active] : places;
}
