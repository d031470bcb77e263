import type { PointerEvent, RefObject } from "react";
import { useRef } from "react";
import type { Place } from "./types";
import type { Active } from "./use-active";

interface Pointed {
  active: Active;
  box: RefObject<HTMLElement | null>;
  goesAlong: RefObject<boolean>;
  onEdit: () => void;
}

function placeAt(target: EventTarget | null): Place | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>("[data-row]") : null;
  if (!cell) return null;
  return { row: Number(cell.dataset.row), col: Number(cell.dataset.col) };
}

/** A press makes a cell active, with Shift or dragged on it selects up to another. */
export function useGridPointer({ active, box, goesAlong, onEdit }: Pointed) {
  const isDragging = useRef(false);

  const onPointerDown = (event: PointerEvent): void => {
    const place = placeAt(event.target);
    const isOwn =
      event.target instanceof Element &&
      event.target.closest("a, button, label, input, [data-cell-input]");
    if (!place || isOwn || event.button !== 0) return;
    goesAlong.current = true;
    active.moveTo(place, event.shiftKey);
    isDragging.current = event.pointerType === "mouse";
  };
  /** The press would otherwise take the focus away from the input of the cell. */
  const onMouseDown = (event: { target: EventTarget; preventDefault: () => void }): void => {
    const isOwn =
      event.target instanceof Element &&
      event.target.closest("a, button, label, input, [data-cell-input]");
    if (!placeAt(event.target) || isOwn) return;
    event.preventDefault();
    box.current
      ?.querySelector<HTMLElement>("[data-cell-input]")
      ?.focus({ preventScroll: true });
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (!isDragging.current) return;
    if (event.buttons === 0) {
      isDragging.current = false;
      return;
    }
    const place = placeAt(event.target);
    const { head } = active.latest.current;
    if (place && (place.row !== head.row || place.col !== head.col)) active.moveTo(place, true);
  };
  const onPointerUp = (): void => {
    isDragging.current = false;
  };
  const onDoubleClick = (event: { target: EventTarget }): void => {
    if (placeAt(event.target)) onEdit();
  };
  return { onDoubleClick, onPointerDown, onMouseDown, onPointerMove, onPointerUp };
}
