import { expect, test, vi } from "vitest";
import type { WireRecord } from "@/api/wire";
import { PAGE, RowPages } from "./row-pages";

function ledgerOf(total: number) {
  const asked: string[] = [];
  const count = vi.fn(async () => total);
  const rows = new RowPages({
    page: async (start, limit) => {
      asked.push(JSON.stringify(start));
      const from = "offset" in start ? start.offset : Number(start.after);
      const length = Math.max(0, Math.min(limit, total - from));
      const records = Array.from(
        { length },
        (_, n): WireRecord => ({ $id: { value: String(from + n) } }),
      );
      return { records, next: from + length < total ? String(from + length) : null };
    },
    count,
    failed: (error) => {
      throw error;
    },
  });
  return { rows, asked, count };
}

async function settled(): Promise<void> {
  for (let n = 0; n < 20; n += 1) await Promise.resolve();
}

test("the first page is read at once, and the total counted once, later", async () => {
  const { rows, asked, count } = ledgerOf(1_000_000);
  rows.want(0, 40);
  await settled();
  rows.want(50, 150);
  await settled();

  expect(asked).toEqual(['{"offset":0}', '{"after":"100"}']);
  expect(count).toHaveBeenCalledTimes(1);
  expect(rows.count()).toBe(1_000_000);
});

test("few rows are never counted: the end says it all", async () => {
  const { rows, count } = ledgerOf(30);
  rows.want(0, 40);
  await settled();

  expect(rows.count()).toBe(30);
  expect(rows.isCounted()).toBe(true);
  expect(count).not.toHaveBeenCalled();
});

test("pages that are only passed by are not asked for", async () => {
  vi.useFakeTimers();
  const { rows, asked } = ledgerOf(1_000_000);
  rows.want(0, 40);
  await settled();
  for (let row = 10_000; row <= 500_000; row += 10_000) rows.want(row, row + 40);
  await vi.advanceTimersByTimeAsync(200);

  expect(asked.slice(1)).toEqual(['{"offset":500000}']);
  expect(rows.row(500_000)?.$id?.value).toBe("500000");
  vi.useRealTimers();
});

test("however far one scrolls, only a few pages are kept", async () => {
  const { rows } = ledgerOf(100_000);
  rows.want(0, 40);
  await settled();
  for (let row = 0; row < 90_000; row += PAGE) {
    rows.want(row, row + 40);
    await settled();
  }
  const kept = Array.from({ length: 1000 }, (_, n) => rows.row(n * PAGE)).filter(Boolean);

  expect(kept.length).toBeLessThanOrEqual(24);
  expect(rows.row(89_900)).toBeDefined();
});

test("a changed value is shown wherever its record stands", async () => {
  const { rows } = ledgerOf(200);
  rows.want(0, 140);
  await settled();
  rows.patch("120", (record) => ({ ...record, 金額: { value: "5" } }));

  expect(rows.row(120)?.金額?.value).toBe("5");
  expect(rows.indexOf("120")).toBe(120);
});
