import type { PointerEvent } from "react";
import { NARROWEST, usualWidth, WIDEST } from "./column-plan";
import type { HeadCellProps } from "./head-types";

/** The right edge of a head, pulled; pressed twice it goes back to the usual width. */
export function useColumnResize({ one, column, layout, onLayout }: HeadCellProps) {
  const setWidth = (width: number): void =>
    onLayout({ widths: { ...layout.widths, [column.code]: width } });
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    event.preventDefault();
    const handle = event.currentTarget;
    const start = event.clientX;
    handle.setPointerCapture(event.pointerId);
    const widthAt = (x: number): number =>
      Math.round(Math.max(NARROWEST, Math.min(one.width + x - start, WIDEST)));
    handle.onpointermove = (moved) => setWidth(widthAt(moved.clientX));
    handle.onpointerup = () => {
      handle.onpointermove = null;
      handle.onpointerup = null;
    };
  };
  return { onPointerDown, onDoubleClick: () => setWidth(usualWidth(column)) };
}
