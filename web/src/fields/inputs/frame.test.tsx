import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, expect, test } from "vitest";
import type { FieldProperty } from "@/api/wire";
import { laterWords, startLanguages } from "@/i18n/language";
import { LabelText } from "./frame";

beforeAll(async () => {
  await startLanguages("ja");
  await laterWords();
});
afterEach(cleanup);

const AMOUNT: FieldProperty = { type: "NUMBER", code: "金額", label: "金額" };

function shown(more: Partial<FieldProperty>): string {
  cleanup();
  const { container } = render(<LabelText label="金額" property={{ ...AMOUNT, ...more }} />);
  return container.textContent;
}

test("a field says whether it is asked for to save, or only to go on", () => {
  expect(shown({})).toBe("金額");
  expect(shown({ required: true })).toBe("金額必須");
  expect(shown({ isNeededNext: true })).toBe("金額次へ進むには入力が必要です");
  expect(shown({ required: true, isNeededNext: true })).toBe("金額必須");
  expect(screen.queryByText("次へ進むには入力が必要です")).toBeNull();
});
