import { expect, test } from "vitest";
import { readTsv, writeTsv } from "./tsv";

/** A small random source with a seed: a failing case can be run again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

test("whatever is written is read back, cell by cell", () => {
  const letters = ['"', "\t", "\n", "a", "１", "", " ", "税込", '""'];
  for (let seed = 1; seed <= 300; seed += 1) {
    const next = random(seed);
    const cols = 1 + Math.floor(next() * 4);
    const cell = () =>
      Array.from(
        { length: Math.floor(next() * 5) },
        () => letters[Math.floor(next() * 9)],
      ).join("");
    const rows = Array.from({ length: 1 + Math.floor(next() * 4) }, () =>
      Array.from({ length: cols }, cell),
    );
    const isOneBlank = rows.length === 1 && cols === 1 && rows[0]?.[0] === "";
    const isLastBlank = cols === 1 && rows.at(-1)?.[0] === "";
    if (isOneBlank || isLastBlank) continue;

    expect(readTsv(writeTsv(rows)), `seed ${seed}`).toEqual(rows);
  }
});

test("what Excel puts on the clipboard ends with a line end, which is no row", () => {
  expect(readTsv('1\t"a\r\nb"\r\n2\t"言う""はい"""\r\n')).toEqual([
    ["1", "a\nb"],
    ["2", '言う"はい"'],
  ]);
});

test("a quote within a cell, or one that is never closed, is only a letter", () => {
  expect(readTsv('5" 管\t"開いたまま\n次')).toEqual([['5" 管', '"開いたまま'], ["次"]]);
});
