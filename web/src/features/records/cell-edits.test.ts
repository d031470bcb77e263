import { expect, test } from "vitest";
import type { CellProblem, SheetRow } from "@/api/sheet";
import type { FieldProperty, WireRecord, WireValue } from "@/api/wire";
import { RowPages } from "@/grid/row-pages";
import type { GridColumn } from "@/grid/types";
import { CellEdits } from "./cell-edits";

const property: FieldProperty = { type: "NUMBER", code: "金額", label: "金額" };
const COLUMN: GridColumn = {
  code: "金額",
  label: "金額",
  property,
  isSortable: true,
  isNumeric: true,
};

function recordOf(id: string, amount: string, revision: string): WireRecord {
  return { $id: { value: id }, $revision: { value: revision }, 金額: { value: amount } };
}

/** A ledger as the server keeps it: revisions rise, stale ones and letters are refused. */
async function world(start: Record<string, string>) {
  const stored = new Map(
    Object.entries(start).map(([id, amount]) => [id, { amount, revision: 1 }]),
  );
  const all = () =>
    [...stored].map(([id, one]) => recordOf(id, one.amount, String(one.revision)));
  const wrong = ({ id = "", revision, record }: SheetRow, row: number): CellProblem[] => {
    const now = stored.get(id);
    if (revision && now && String(now.revision) !== revision)
      return [{ row, field: null, messages: ["最新ではありません。"] }];
    const isNumber = /^\d*$/.test(String(record.金額?.value));
    return isNumber ? [] : [{ row, field: "金額", messages: ["数字ではありません。"] }];
  };
  const rows = new RowPages({
    page: async () => ({ records: all(), next: null }),
    count: async () => stored.size,
    failed: () => undefined,
  });
  rows.want(0, 10);
  const edits = new CellEdits(rows, {
    write: async (sent) => {
      const problems = sent.flatMap(wrong);
      if (problems.length > 0) return { records: [], problems };
      const records = sent.map(({ id = "", record }) => {
        const revision = (stored.get(id)?.revision ?? 0) + 1;
        stored.set(id, { amount: String(record.金額?.value), revision });
        return { id, revision: String(revision), operation: "UPDATE" as const };
      });
      return { records, problems: [] };
    },
    read: async (ids) => all().filter((one) => ids.includes(String(one.$id?.value))),
    remove: async (ids) => ids.forEach((id) => void stored.delete(id)),
    words: String,
  });
  await settled();
  const type = (id: string, value: WireValue): void => {
    const record = rows.find(id);
    if (record) edits.change([{ record, column: COLUMN, value, text: String(value) }]);
  };
  const meanwhile = (id: string, amount: string): void => {
    stored.set(id, { amount, revision: (stored.get(id)?.revision ?? 0) + 1 });
  };
  const amounts = (): string[] => [...stored.values()].map((one) => one.amount);
  return { edits, rows, type, meanwhile, amounts };
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 5));
}

test("what is typed is shown at once and written one after the other", async () => {
  const { edits, rows, type, amounts } = await world({ 1: "10", 2: "20" });
  type("1", "11");
  expect(rows.find("1")?.金額?.value).toBe("11");
  type("1", "12");
  type("2", "22");
  await settled();

  expect(amounts()).toEqual(["12", "22"]);
  expect(edits.now().phase).toBe("saved");
});

test("what is refused stays at its cell as it was typed, and the rest is written", async () => {
  const { edits, rows, amounts } = await world({ 1: "10", 2: "20" });
  const cells = ["1", "2"].map((id) => ({
    record: rows.find(id) ?? {},
    column: COLUMN,
    value: id === "1" ? "百" : "22",
    text: id === "1" ? "百" : "22",
  }));
  edits.change(cells);
  await settled();

  expect(amounts()).toEqual(["10", "22"]);
  expect(edits.marksOf("1")?.金額).toEqual({ text: "百", message: "数字ではありません。" });
  expect(rows.find("1")?.金額?.value).toBe("10");
});

test("every change is taken back and done again by real writes", async () => {
  const { edits, type, amounts } = await world({ 1: "10", 2: "20" });
  type("1", "11");
  type("2", "22");
  await settled();
  edits.undo();
  await settled();
  expect(amounts()).toEqual(["11", "20"]);
  edits.undo();
  await settled();
  expect(amounts()).toEqual(["10", "20"]);
  edits.redo();
  await settled();
  expect(amounts()).toEqual(["11", "20"]);
});

test("who changed the same cell meanwhile is not written over without being asked", async () => {
  const { edits, type, meanwhile, amounts } = await world({ 1: "10" });
  meanwhile("1", "15");
  type("1", "11");
  await settled();
  const [clash] = edits.now().clashes;

  expect(amounts()).toEqual(["15"]);
  expect([clash?.theirs, clash?.after]).toEqual(["15", "11"]);
  if (clash) edits.settle(clash, true);
  await settled();
  expect(amounts()).toEqual(["11"]);
});

test("a record that moved on in other fields takes the change all the same", async () => {
  const { edits, type, meanwhile, amounts } = await world({ 1: "10" });
  meanwhile("1", "10");
  type("1", "11");
  await settled();

  expect(amounts()).toEqual(["11"]);
  expect(edits.now().clashes).toEqual([]);
});
