/**
 * Scrolling further than a browser can measure: an element is at most some 33 million pixels high
 * (Firefox: 17), a million rows are more. The canvas is then lower than the rows would be, small
 * moves scroll pixel by pixel all the same, long ones (the thumb) in proportion, and at rest the
 * thumb is put where it honestly belongs.
 */

export const TALLEST = 12_000_000;

export interface Extent {
  /** All rows, in pixels. */
  whole: number;
  /** The element that is scrolled. */
  canvas: number;
  /** What is in sight of it. */
  view: number;
}

/** `scroll` is the element's; `top` is the pixel of all rows that is in sight first. */
export interface Spot {
  scroll: number;
  top: number;
}

export function extentOf(rows: number, rowHeight: number, view: number): Extent {
  const whole = rows * rowHeight;
  return { whole, canvas: Math.min(whole, TALLEST), view };
}

function within(value: number, most: number): number {
  return Math.max(0, Math.min(value, most));
}

/** Where the element has to be scrolled to for a pixel of the rows to be first. */
export function scrollFor({ whole, canvas, view }: Extent, top: number): number {
  if (whole === canvas || whole <= view) return within(top, canvas - view);
  return (within(top, whole - view) / (whole - view)) * (canvas - view);
}

function topFor({ whole, canvas, view }: Extent, scroll: number): number {
  if (whole === canvas || canvas <= view) return scroll;
  return (within(scroll, canvas - view) / (canvas - view)) * (whole - view);
}

/** The spot after the element was scrolled. */
export function follow(extent: Extent, spot: Spot, scroll: number): Spot {
  const { whole, canvas, view } = extent;
  if (whole === canvas) return { scroll, top: scroll };
  const moved = scroll - spot.scroll;
  const isAtEnd = scroll <= 0 || scroll >= canvas - view - 1;
  if (isAtEnd || Math.abs(moved) > view) return { scroll, top: topFor(extent, scroll) };
  return { scroll, top: within(spot.top + moved, whole - view) };
}
