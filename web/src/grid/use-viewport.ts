import {
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { extentOf, follow, type Spot, scrollFor } from "./scroll-scale";

export const HEAD_HEIGHT = 38;
const STEP = 4;
const OVERSCAN = 6;
const LEFT_STEP = 80;
const REST = 160;

interface Seen {
  /** The first and the last row to draw. */
  first: number;
  last: number;
  /** How much lower the rows are than the place where they are drawn. */
  shift: number;
  left: number;
}

export interface Viewport extends Seen {
  /** The size of what shows rows and columns. */
  width: number;
  height: number;
  canvas: number;
}

interface Size {
  width: number;
  height: number;
}

/** What of the rows is in sight, however many there are. Draws anew only when other rows come. */
export function useViewport(
  element: RefObject<HTMLElement | null>,
  rows: number,
  rowHeight: number,
  onSight: ((first: number, last: number) => void) | undefined,
) {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const spot = useRef<Spot>({ scroll: 0, top: 0 });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const view = Math.max(0, size.height - HEAD_HEIGHT);
  const extent = useMemo(() => extentOf(rows, rowHeight, view), [rows, rowHeight, view]);
  const seenNow = useCallback((): Seen => {
    const { top, scroll } = spot.current;
    const line = Math.floor(top / rowHeight / STEP) * STEP;
    const shown = Math.ceil(view / rowHeight) + STEP;
    return {
      first: Math.max(0, line - OVERSCAN),
      last: Math.min(rows - 1, line + shown + OVERSCAN),
      shift: top - scroll,
      left: Math.floor((element.current?.scrollLeft ?? 0) / LEFT_STEP) * LEFT_STEP,
    };
  }, [element, rows, rowHeight, view]);
  const [seen, setSeen] = useState<Seen>(seenNow);
  const look = useCallback(() => {
    const next = seenNow();
    setSeen((now) => (isSame(now, next) ? now : next));
  }, [seenNow]);
  useLayoutEffect(look, [look]);
  useLayoutEffect(() => {
    const box = element.current;
    if (!box) return;
    const measure = () => setSize({ width: box.clientWidth, height: box.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [element]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const tell = useCallback(() => {
    const { top } = spot.current;
    const last = Math.floor((top + view + 1) / rowHeight) - 1;
    if (view > 0) onSight?.(Math.ceil(top / rowHeight), Math.max(0, Math.min(last, rows - 1)));
  }, [onSight, rowHeight, rows, view]);
  useEffect(tell, [tell]);
  const rest = useCallback(() => {
    tell();
    const box = element.current;
    if (!box || extent.whole === extent.canvas) return;
    box.scrollTop = scrollFor(extent, spot.current.top);
    spot.current = { ...spot.current, scroll: box.scrollTop };
    look();
  }, [element, extent, look, tell]);

  const onScroll = useCallback(() => {
    const box = element.current;
    if (!box) return;
    spot.current = follow(extent, spot.current, box.scrollTop);
    look();
    clearTimeout(timer.current);
    timer.current = setTimeout(rest, REST);
  }, [element, extent, look, rest]);

  /** Scrolls no more than needed for a row to be whole in sight. */
  const showRow = useCallback(
    (row: number) => {
      const box = element.current;
      if (!box || view === 0) return;
      const start = row * rowHeight;
      const { top } = spot.current;
      const isAbove = start < top;
      if (!isAbove && start + rowHeight <= top + view) return;
      const next = isAbove ? start : start + rowHeight - view;
      const isNear = Math.abs(next - top) < view;
      box.scrollTop = isNear ? spot.current.scroll + next - top : scrollFor(extent, next);
      spot.current = { scroll: box.scrollTop, top: Math.max(0, next) };
      look();
    },
    [element, rowHeight, view, extent, look],
  );

  const showLeft = useCallback(
    (left: number | null) => {
      if (element.current && left !== null) element.current.scrollLeft = left;
    },
    [element],
  );

  const viewport: Viewport = {
    ...seen,
    last: Math.min(seen.last, rows - 1),
    ...size,
    canvas: extent.canvas,
  };
  return {
    viewport,
    onScroll,
    showRow,
    showLeft,
    page: Math.max(1, Math.floor(view / rowHeight) - 1),
  };
}

function isSame(one: Seen, other: Seen): boolean {
  return (
    one.first === other.first &&
    one.last === other.last &&
    one.shift === other.shift &&
    one.left === other.left
  );
}
