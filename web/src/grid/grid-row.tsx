import { Checkbox } from "@mantine/core";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { WireRecord } from "@/api/wire";
import { fieldUi } from "@/fields/registry";
import { asText } from "@/fields/values";
import { CellInput } from "./cell-input";
import type { PlannedColumn } from "./column-plan";
import type { CellMark, Marks } from "./editing";
import styles from "./grid.module.css";
import type { RowHead } from "./types";

export interface RowProps {
  gridId: string;
  row: number;
  record: WireRecord | undefined;
  columns: readonly PlannedColumn[];
  width: number;
  height: number;
  top: number;
  head: RowHead;
  /** The active column if the active cell is in this row, else -1. */
  active: number;
  /** The selected columns in this row; `from` greater than `to`: none. */
  from: number;
  to: number;
  isChosen: boolean;
  marks: Marks | undefined;
  onChoose: (record: WireRecord, isChosen: boolean) => void;
}

/** One record. Drawn anew only when something of it changes. */
export const GridRow = memo(function GridRow(props: RowProps) {
  const { row, record, columns, width, height, top, from, to } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by pixel, which a table cannot
    // biome-ignore lint/a11y/useFocusableInteractive: the focus is in the active cell's input
    <div
      role="row"
      aria-rowindex={row + 2}
      aria-selected={props.isChosen}
      aria-busy={record === undefined}
      className={styles.row}
      style={{ top, width, height }}
      data-chosen={props.isChosen || undefined}
      data-odd={row % 2 === 1 || undefined}
    >
      {columns.map((one) => {
        const isIn = one.col >= from && one.col <= to;
        return <Cell key={one.col} {...props} one={one} isIn={isIn} />;
      })}
    </div>
  );
});

function Cell(props: RowProps & { one: PlannedColumn; isIn: boolean }) {
  const { one, row, active, isIn, gridId } = props;
  const isActive = active === one.col;
  const mark = one.column ? props.marks?.[one.column.code] : undefined;
  const place = one.isFrozen
    ? { left: one.left }
    : { left: one.left, position: "absolute" as const };
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles have them
    <div
      id={`${gridId}-${row}-${one.col}`}
      role={one.column ? "gridcell" : "rowheader"}
      aria-colindex={one.col + 1}
      aria-selected={isIn}
      className={styles.cell}
      style={{ ...place, width: one.width }}
      data-row={row}
      data-col={one.col}
      data-frozen={one.isFrozen || undefined}
      data-active={isActive || undefined}
      data-in={isIn || undefined}
      data-numeric={one.column?.isNumeric || undefined}
      data-marked={mark !== undefined || undefined}
      aria-invalid={mark !== undefined || undefined}
    >
      {isActive ? <ActiveCell mark={mark} /> : null}
      <Inside {...props} mark={mark} />
    </div>
  );
}

function ActiveCell({ mark }: { mark: CellMark | undefined }) {
  return (
    <>
      <CellInput />
      {mark ? <span className={styles.bubble}>{mark.message}</span> : null}
    </>
  );
}

function Inside(props: RowProps & { one: PlannedColumn; mark: CellMark | undefined }) {
  if (props.mark) return <span className={styles.value}>{props.mark.text}</span>;
  if (!props.record) return <span className={styles.bone} />;
  return <Content {...props} record={props.record} />;
}

function Content({
  one,
  record,
  head,
  isChosen,
  onChoose,
}: RowProps & { one: PlannedColumn; record: WireRecord }) {
  const { t } = useTranslation();
  if (!one.column) {
    return (
      <>
        <Checkbox
          size="xs"
          tabIndex={-1}
          aria-label={t("grid.choose", { number: asText(record.$id?.value) })}
          checked={isChosen}
          onChange={(event) => onChoose(record, event.currentTarget.checked)}
        />
        <span className={styles.number}>{head.show(record)}</span>
      </>
    );
  }
  const { Cell: Show } = fieldUi(one.column.property.type);
  const field = record[one.column.code];
  return field ? (
    <div className={styles.value}>
      <Show value={field.value} property={one.column.property} isDense />
    </div>
  ) : null;
}
