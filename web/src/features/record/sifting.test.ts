import { expect, test } from "vitest";
import type { Revision } from "@/api/history";
import { EVERYTHING, fieldsIn, peopleIn, sifted } from "./sifting";

function revision(number: string, by: string, ...codes: string[]): Revision {
  const changes = codes.map((code) => ({
    code,
    label: `${code}の名前`,
    type: "SINGLE_LINE_TEXT" as const,
    isDeleted: false,
    before: "",
    after: "x",
  }));
  return {
    revision: number,
    operation: "EDIT",
    at: "",
    by: { code: by, name: by },
    source: "screen",
    address: null,
    action: null,
    restoredFrom: null,
    changes,
  };
}

const all = [revision("3", "sato", "件名"), revision("2", "suzuki", "件名", "金額")];

test("nothing is left out without a sieve", () => {
  expect(sifted(all, EVERYTHING)).toEqual(all);
});

test("a field leaves its own changes only", () => {
  const found = sifted(all, { field: "金額", person: null });
  expect(found.map((one) => [one.revision, one.changes.map(({ code }) => code)])).toEqual([
    ["2", ["金額"]],
  ]);
});

test("a person leaves what they did", () => {
  expect(sifted(all, { field: "件名", person: "suzuki" }).map((one) => one.revision)).toEqual([
    "2",
  ]);
});

test("fields and people are offered once", () => {
  expect(fieldsIn(all).map(({ code }) => code)).toEqual(["件名", "金額"]);
  expect(peopleIn(all).map(({ code }) => code)).toEqual(["sato", "suzuki"]);
});
