import { expect, test } from "vitest";
import { previewKind } from "./preview-kind";

test.each([
  ["領収書.jpg", "image/jpeg", "image"],
  ["領収書.JPG", "application/octet-stream", "image"],
  ["見積書.pdf", "application/pdf", "pdf"],
  ["図.svg", "image/svg+xml", "none"],
  ["表.xlsx", "application/vnd.ms-excel", "none"],
  ["偽.jpg", "text/html", "none"],
])("%s (%s) is shown as %s", (name, contentType, kind) => {
  expect(previewKind({ name, contentType })).toBe(kind);
});
