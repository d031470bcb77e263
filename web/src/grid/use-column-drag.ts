import { type PointerEvent, useRef } from "react";
import { type HeadCellProps, movedCode } from "./head-types";

/** A move shorter than this is a click. */
const LEAST = 6;

/** A head pulled to another place; where it would go is shown meanwhile. */
export function useColumnDrag({ one, column, layout, onLayout, onDropPlace }: HeadCellProps) {
  const isDragged = useRef(false);
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    isDragged.current = false;
    if (event.button !== 0 || event.pointerType === "touch") return;
    const button = event.currentTarget;
    const start = event.clientX;
    let target: number | null = null;
    const onMove = (moved: globalThis.PointerEvent): void => {
      if (!isDragged.current && Math.abs(moved.clientX - start) < LEAST) return;
      isDragged.current = true;
      const found = document
        .elementsFromPoint(moved.clientX, button.getBoundingClientRect().top + 4)
        .find((element) => element instanceof HTMLElement && element.dataset.column);
      target = found instanceof HTMLElement ? Number(found.dataset.column) : target;
      onDropPlace(target);
    };
    const onUp = (): void => {
      window.removeEventListener("pointermove", onMove);
      window.removeEventListener("pointerup", onUp);
      onDropPlace(null);
      if (isDragged.current && target !== null && target !== one.col) {
        onLayout({ codes: movedCode(layout.codes, column.code, target - 1) });
      }
    };
    window.addEventListener("pointermove", onMove);
    window.addEventListener("pointerup", onUp);
  };
  return { handlers: { onPointerDown }, wasDragged: () => isDragged.current };
}
