import { expect, test } from "vitest";
import { doorOf, problemIn } from "./doors";

test("only problems that are known are shown", () => {
  expect(problemIn("?signInProblem=network")).toBe("network");
  expect(problemIn("?signInProblem=%3Cb%3E")).toBeNull();
  expect(problemIn("")).toBeNull();
});

test("a door leads back to the page that was wanted", () => {
  const at = { pathname: "/apps/12", search: "?q=a%26b&signInProblem=failed" };
  expect(doorOf("/sso/oidc/idp/login", at)).toBe(
    "/sso/oidc/idp/login?next=%2Fapps%2F12%3Fq%3Da%2526b",
  );
  expect(doorOf("/sso/x", { pathname: "/", search: "" })).toBe("/sso/x?next=%2F");
});
