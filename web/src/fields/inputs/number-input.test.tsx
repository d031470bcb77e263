import { MantineProvider } from "@mantine/core";
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import type { WireValue } from "@/api/wire";
import { NumberInput } from "./number-input";

afterEach(cleanup);

function Form({ start, onStored }: { start: string; onStored: (value: WireValue) => void }) {
  const [value, setValue] = useState<WireValue>(start);
  return (
    <MantineProvider>
      <NumberInput
        id="amount"
        label="金額"
        isLabelHidden={false}
        property={{ type: "NUMBER", code: "金額", label: "金額", digit: true }}
        value={value}
        error={undefined}
        onBlur={() => undefined}
        onChange={(next) => {
          setValue(next);
          onStored(next);
        }}
      />
    </MantineProvider>
  );
}

test("full-width digits and commas are taken as a number, and shown grouped afterwards", async () => {
  const stored: WireValue[] = [];
  render(<Form start="" onStored={(value) => stored.push(value)} />);

  await userEvent.type(screen.getByLabelText("金額"), "１２，３４５");
  await userEvent.tab();

  expect(stored.at(-1)).toBe("12345");
  expect(screen.getByLabelText("金額")).toHaveProperty("value", "12,345");
});

test("what is no number stays as it was typed, for the server to judge", async () => {
  const stored: WireValue[] = [];
  render(<Form start="" onStored={(value) => stored.push(value)} />);

  await userEvent.type(screen.getByLabelText("金額"), "約百");
  await userEvent.tab();

  expect(screen.getByLabelText("金額")).toHaveProperty("value", "約百");
});
