import { beforeEach, expect, test } from "vitest";
import { forgetSearches, recentSearches, rememberSearch } from "./recent";

beforeEach(() => localStorage.clear());

test("the newest search comes first, each once, and only six are kept", () => {
  for (const words of ["甲", "乙", "丙", "丁", "戊", "己", "庚", "丙"])
    rememberSearch("sato", words);

  expect(recentSearches("sato")).toEqual(["丙", "庚", "己", "戊", "丁", "乙"]);
  expect(recentSearches("suzuki")).toEqual([]);
});

test("searches are forgotten on request", () => {
  rememberSearch("sato", "甲");
  forgetSearches("sato");

  expect(recentSearches("sato")).toEqual([]);
});

test("what somebody else left in the storage does no harm", () => {
  localStorage.setItem("urakata.searches.sato", "{broken");

  expect(recentSearches("sato")).toEqual([]);
});
