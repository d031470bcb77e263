import { expect, test } from "vitest";
import { extentOf, follow, scrollFor, TALLEST } from "./scroll-scale";

const VIEW = 900;
const MILLION = extentOf(1_000_000, 34, VIEW);

test("few rows scroll as any element does", () => {
  const few = extentOf(1000, 34, VIEW);

  expect(few.canvas).toBe(34_000);
  expect(follow(few, { scroll: 0, top: 0 }, 5000)).toEqual({ scroll: 5000, top: 5000 });
});

test("the end of a million rows is the end of the canvas", () => {
  expect(MILLION.canvas).toBe(TALLEST);
  const end = follow(MILLION, { scroll: 0, top: 0 }, TALLEST - VIEW);

  expect(end.top).toBe(34_000_000 - VIEW);
});

test("a turn of the wheel moves as many pixels as with few rows", () => {
  const before = { scroll: 6_000_000, top: 17_000_000 };

  expect(follow(MILLION, before, 6_000_120).top).toBe(17_000_120);
});

test("wherever one jumps, the thumb put to rest leads to the same row", () => {
  for (let top = 0; top <= 34_000_000 - VIEW; top += 1_234_567) {
    const scroll = scrollFor(MILLION, top);
    const back = follow(MILLION, { scroll: scroll > VIEW * 2 ? 0 : 9_000_000, top: 0 }, scroll);

    expect(Math.abs(back.top - top)).toBeLessThan(1);
  }
});
