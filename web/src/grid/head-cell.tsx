import { IconArrowDown, IconArrowUp, IconChevronDown } from "@tabler/icons-react";
import { type KeyboardEvent, type MouseEvent, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { later } from "@/ui/later";
import { NARROWEST, WIDEST } from "./column-plan";
import styles from "./grid.module.css";
import { type HeadCellProps, movedCode } from "./head-types";
import { turned } from "./sort-keys";
import { useColumnDrag } from "./use-column-drag";
import { useColumnResize } from "./use-column-resize";

const HeadMenu = later(async () => (await import("./head-menu")).HeadMenu);
const WIDER = 16;
const ARIA = { asc: "ascending", desc: "descending" } as const;

export function HeadCell(props: HeadCellProps) {
  const { one, column, layout, onLayout } = props;
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const place = layout.sort.findIndex((key) => key.code === column.code);
  const direction = layout.sort[place]?.direction;
  const drag = useColumnDrag(props);
  const resize = useColumnResize(props);
  const left = one.isFrozen
    ? { left: one.left }
    : { left: one.left, position: "absolute" as const };
  const setWidth = (width: number): void => {
    const kept = Math.max(NARROWEST, Math.min(width, WIDEST));
    onLayout({ widths: { ...layout.widths, [column.code]: kept } });
  };
  const sort = (isMore: boolean): void => {
    if (column.isSortable) onLayout({ sort: turned(layout.sort, column.code, isMore) });
  };
  const onKeyDown = (event: KeyboardEvent): void =>
    onHeadKey(event, props, { open: () => setOpen(true), setWidth, sort });
  const onClick = (event: MouseEvent): void => {
    if (!drag.wasDragged()) sort(event.shiftKey);
  };
  const Icon = direction === "desc" ? IconArrowDown : IconArrowUp;
  const next = { none: "sortAscending", asc: "sortDescending", desc: "sortClear" } as const;
  const hint = column.isSortable
    ? t(`records.${next[direction ?? "none"]}`, { label: column.label })
    : t("grid.notSortable", { label: column.label });
  const menuButton = (
    <button
      type="button"
      tabIndex={-1}
      className={styles.headMenu}
      aria-label={t("grid.columnMenu", { label: column.label })}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      onClick={() => setOpen(true)}
    >
      <IconChevronDown size={14} aria-hidden="true" />
    </button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by pixel
    // biome-ignore lint/a11y/useFocusableInteractive: the button in it takes the focus
    <div
      role="columnheader"
      aria-colindex={one.col + 1}
      aria-sort={direction ? ARIA[direction] : "none"}
      className={styles.headCell}
      style={{ ...left, width: one.width }}
      data-frozen={one.isFrozen || undefined}
      data-numeric={column.isNumeric || undefined}
      data-drop={props.isDropPlace || undefined}
      data-column={one.col}
    >
      <button
        ref={button}
        type="button"
        tabIndex={-1}
        className={styles.sort}
        title={hint}
        data-head={one.col}
        data-active={direction}
        onClick={onClick}
        onKeyDown={onKeyDown}
        {...drag.handlers}
      >
        <span className={styles.headLabel}>{column.label}</span>
        {direction ? <Icon size={14} aria-hidden="true" /> : null}
        {direction && layout.sort.length > 1 ? (
          <span className={styles.sortPlace}>{place + 1}</span>
        ) : null}
      </button>
      {isOpen ? (
        <Suspense fallback={menuButton}>
          <HeadMenu
            {...props}
            button={menuButton}
            setWidth={setWidth}
            onClose={() => {
              setOpen(false);
              button.current?.focus();
            }}
          />
        </Suspense>
      ) : (
        menuButton
      )}
      <span className={styles.resize} aria-hidden="true" {...resize} />
    </div>
  );
}

interface HeadActions {
  open: () => void;
  setWidth: (width: number) => void;
  sort: (isMore: boolean) => void;
}

function onHeadKey(event: KeyboardEvent, props: HeadCellProps, actions: HeadActions): void {
  const { one, column, layout, onLayout } = props;
  const box = event.currentTarget.closest("[role=grid]");
  const go = (col: number): void => {
    props.onMove(col);
    // the head of a column that was out of sight is drawn first
    requestAnimationFrame(() => focusIn(box, `[data-head="${col}"]`));
  };
  const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const toColumn = Math.max(0, Math.min(one.col + (sideways ?? 0), props.columns.length));
  const place = one.col - 1 + (sideways ?? 0);
  const ways: [boolean, () => void][] = [
    [
      sideways !== undefined && event.altKey,
      () => onLayout({ codes: movedCode(layout.codes, column.code, place) }),
    ],
    [
      sideways !== undefined && event.shiftKey,
      () => actions.setWidth(one.width + (sideways ?? 0) * WIDER),
    ],
    [sideways !== undefined, () => go(toColumn)],
    [event.key === "ContextMenu", actions.open],
    [event.key === "ArrowDown" && event.altKey, actions.open],
    [event.key === "ArrowDown", () => focusIn(box, "[data-cell-input]")],
    [event.key === "Enter", () => actions.sort(event.shiftKey)],
  ];
  const keyed = ways.find(([isPressed]) => isPressed)?.[1];
  if (!keyed) return;
  event.preventDefault();
  event.stopPropagation();
  keyed();
}

function focusIn(box: Element | null, selector: string): void {
  box?.querySelector<HTMLElement>(selector)?.focus();
}
