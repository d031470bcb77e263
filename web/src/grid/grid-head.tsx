import { useState } from "react";
import type { ColumnPlan, PlannedColumn } from "./column-plan";
import styles from "./grid.module.css";
import { HeadCell } from "./head-cell";
import type { GridProps } from "./types";
import { HEAD_HEIGHT } from "./use-viewport";

interface Props extends GridProps {
  plan: ColumnPlan;
  drawn: readonly PlannedColumn[];
  onMove: (col: number) => void;
}

/** The names of the columns: they sort, and are made wider, moved, frozen and hidden here. */
export function GridHead(props: Props) {
  const { plan, drawn, head } = props;
  const [drop, setDrop] = useState<number | null>(null);
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by pixel
    <div role="rowgroup" className={styles.head} style={{ width: plan.width }}>
      {/* biome-ignore lint/a11y/useSemanticElements: rows are placed by pixel */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus */}
      <div
        role="row"
        aria-rowindex={1}
        className={styles.headRow}
        style={{ height: HEAD_HEIGHT }}
      >
        {drawn.map((one) =>
          one.column ? (
            <HeadCell
              key={one.column.code}
              {...props}
              one={one}
              column={one.column}
              isDropPlace={drop === one.col}
              onDropPlace={setDrop}
            />
          ) : (
            // biome-ignore lint/a11y/useSemanticElements: rows are placed by pixel
            <div
              key="head"
              role="columnheader"
              aria-colindex={1}
              tabIndex={-1}
              data-head={0}
              data-frozen
              className={styles.headCell}
              style={{ left: 0, width: one.width }}
            >
              {head.label}
            </div>
          ),
        )}
      </div>
    </div>
  );
}
