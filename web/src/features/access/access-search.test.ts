import { expect, test } from "vitest";
import { byOf, readAccessSearch } from "./access-search";

test("an address asks about a person, an app or a record of it, and nothing else", () => {
  expect(readAccessSearch({ person: "sato", app: "3" })).toEqual({ person: "sato" });
  expect(readAccessSearch({ app: "3", record: 7 })).toEqual({ app: "3", record: "7" });
  expect(readAccessSearch({ record: "7", app: "../x" })).toEqual({});
});

test("the address says which way is asked", () => {
  expect([byOf({ app: "3", record: "7" }), byOf({ app: "3" }), byOf({})]).toEqual([
    "record",
    "app",
    "person",
  ]);
});
