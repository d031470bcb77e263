import {
  type RefObject,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { useTranslation } from "react-i18next";
import type { WireRecord } from "@/api/wire";
import { useLocale } from "@/i18n/locale";
import { cellText } from "./cell-text";
import { type ColumnPlan, drawnColumns, headWidth, leftFor, planColumns } from "./column-plan";
import styles from "./grid.module.css";
import { type GridFocus, GridFocusContext } from "./grid-focus";
import { GridHead } from "./grid-head";
import { GridRows } from "./grid-rows";
import { only } from "./selection";
import type { GridColumn, GridProps, RowHead, RowSource } from "./types";
import { type Active, useActive } from "./use-active";
import { useCellEdit } from "./use-cell-edit";
import { useGridKeys } from "./use-grid-keys";
import { useGridPointer } from "./use-grid-pointer";
import { useViewport } from "./use-viewport";

const ROW_HEIGHTS = { compact: 34, roomy: 54 } as const;

/** 表: as many records as there are, moved about in and worked on as in a spreadsheet. */
export function Grid(props: GridProps) {
  const { columns, rows, layout } = props;
  const digits = props.head.characters;
  const gridId = useId();
  const box = useRef<HTMLDivElement>(null);
  const goesAlong = useRef(false);
  useSyncExternalStore(rows.subscribe, rows.version);
  const rowHeight = ROW_HEIGHTS[layout.density];
  const count = rows.count();
  const { viewport, onScroll, showRow, showLeft, page } = useViewport(
    box,
    count,
    rowHeight,
    props.onSight,
  );
  const plan = useMemo(
    () => planColumns(columns, layout.widths, layout.frozen, viewport.width, headWidth(digits)),
    [columns, layout.widths, layout.frozen, viewport.width, digits],
  );
  const sideways = useSideways(plan, box, showLeft);
  const active = useActive({
    bounds: { rows: count, cols: columns.length + 1 },
    page,
    show: ({ row, col }) => {
      showRow(row);
      sideways(col);
    },
  });
  const { anchor } = active.selection;
  const drawn = useMemo(
    () => drawnColumns(plan, viewport.left, viewport.width + 160, anchor.col),
    [plan, viewport.left, viewport.width, anchor.col],
  );
  useAnew(rows, () => {
    box.current?.scrollTo({ top: 0 });
    active.set(only({ row: 0, col: active.latest.current.anchor.col }));
  });
  useJump(props.jump, active);
  const record = rows.row(anchor.row);
  const column = columns[anchor.col - 1];
  const label = useCellLabel(record, column, props.head);
  const at = `${anchor.row} ${anchor.col}`;
  const [refusal, setRefusal] = useState({ at: "", why: "" });
  const why = refusal.at === at ? refusal.why : "";
  const cell = useCellEdit(props.editing, (reason) => setRefusal({ at, why: reason }));
  const keys = useGridKeys({ ...props, active, cell, box, goesAlong });
  const pointer = useGridPointer({
    active,
    goesAlong,
    box,
    onEdit: () => {
      if (record && column) cell.begin(record, column, null);
    },
  });
  const { edit, choices } = cell;
  const onType = (text: string): void => {
    if (edit) cell.type(text);
    else if (record && column) cell.begin(record, column, text);
  };
  const onChoose = (key: string): void => {
    if (cell.choose(key)) cell.commit();
  };
  const focus: GridFocus = {
    goesAlong,
    label,
    describedBy: `${gridId}-help`,
    edit,
    choices,
    onType,
    onChoose,
    onLeave: cell.commit,
  };
  return (
    <GridFocusContext value={focus}>
      {/* biome-ignore lint/a11y/useSemanticElements: rows are placed by pixel */}
      <div
        ref={box}
        role="grid"
        aria-label={props.label}
        aria-rowcount={rows.isCounted() ? count + 1 : -1}
        aria-colcount={columns.length + 1}
        aria-multiselectable="true"
        className={styles.grid}
        data-density={layout.density}
        onScroll={onScroll}
        {...keys}
        {...pointer}
      >
        <GridHead
          {...props}
          plan={plan}
          drawn={drawn}
          onMove={(col) => active.moveTo({ row: anchor.row, col })}
        />
        <GridRows
          {...props}
          gridId={gridId}
          active={active}
          drawn={drawn}
          plan={plan}
          viewport={viewport}
          rowHeight={rowHeight}
        />
      </div>
      <Help id={`${gridId}-help`} />
      <p role="status" className={styles.why}>
        {why}
      </p>
    </GridFocusContext>
  );
}

function Help({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <p id={id} hidden>
      {t("grid.help")}
    </p>
  );
}

/** Other rows are read from their beginning. */
function useAnew(rows: RowSource, begin: () => void): void {
  const before = useRef(rows);
  useEffect(() => {
    if (before.current === rows) return;
    before.current = rows;
    begin();
  });
}

function useJump(jump: GridProps["jump"], active: Active): void {
  const before = useRef(jump?.at);
  useEffect(() => {
    if (!jump || before.current === jump.at) return;
    before.current = jump.at;
    active.moveTo(jump);
  });
}

function useSideways(
  plan: ColumnPlan,
  box: RefObject<HTMLElement | null>,
  showLeft: (left: number | null) => void,
) {
  return (col: number): void => {
    const element = box.current;
    if (!element) return;
    showLeft(leftFor(plan, col, element.scrollLeft, element.clientWidth));
  };
}

function useCellLabel(
  record: WireRecord | undefined,
  column: GridColumn | undefined,
  head: RowHead,
): string {
  const { t } = useTranslation();
  const where = useLocale();
  if (!column) return head.label;
  if (!record) return column.label;
  const value = cellText(record[column.code]?.value, column.property, where);
  return t("grid.cell", { label: column.label, value: value || t("grid.blank") });
}
