import { useMediaQuery } from "@mantine/hooks";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback } from "react";

/** Fewer are all drawn: nothing is gained by leaving some out. */
const FEW = 40;
const LINE = 49;
const CARD = 320;

export interface SheetWindow {
  isLong: boolean;
  /** The rows to draw, and the room of those before and after them. */
  rows: number[];
  before: number;
  after: number;
  measure: (element: HTMLElement | null) => void;
  show: (row: number) => void;
}

/** Which rows of a long table are drawn: those in sight, so that 500 are typed into as fast as five. */
export function useSheetWindow(count: number, box: RefObject<HTMLElement | null>): SheetWindow {
  const isPhone = useMediaQuery("(max-width: 48em)") === true;
  const isLong = count > FEW;
  const rows = useVirtualizer({
    count,
    enabled: isLong,
    getScrollElement: () => box.current,
    estimateSize: () => (isPhone ? CARD : LINE),
    overscan: 6,
  });
  const drawn = rows.getVirtualItems();
  const { scrollToIndex } = rows;
  const show = useCallback((row: number) => scrollToIndex(row), [scrollToIndex]);
  const nothing = useCallback(() => undefined, []);
  if (!isLong) {
    const all = Array.from({ length: count }, (_, index) => index);
    return { isLong, rows: all, before: 0, after: 0, measure: nothing, show: nothing };
  }
  return {
    isLong,
    rows: drawn.map((one) => one.index),
    before: drawn[0]?.start ?? 0,
    after: rows.getTotalSize() - (drawn.at(-1)?.end ?? 0),
    measure: rows.measureElement,
    show,
  };
}
