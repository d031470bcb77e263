import { MantineProvider } from "@mantine/core";
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, beforeAll, expect, test } from "vitest";
import { startLanguages } from "@/i18n/language";
import { Anchored, AnchoredOver } from "./anchored";

beforeAll(() => startLanguages("ja"));
afterEach(cleanup);

function Example() {
  const [isOpen, setOpen] = useState(false);
  const button = (
    <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
      列
    </button>
  );
  return (
    <MantineProvider env="test">
      <Anchored
        isOpen={isOpen}
        onChange={setOpen}
        label="列を選ぶ"
        position="bottom-start"
        button={button}
      >
        {() => <input aria-label="列を探す" />}
      </Anchored>
    </MantineProvider>
  );
}

/** Open, by keyboard out again, and closed by its own button. */
async function goThrough(isHere: boolean): Promise<void> {
  const user = userEvent.setup();
  render(<Example />);
  const button = screen.getByRole("button", { name: "列" });

  if (isHere) await user.click(button);
  else await act(() => user.click(button));
  const input = await screen.findByLabelText("列を探す");
  expect(screen.getByRole("dialog", { name: "列を選ぶ" }).contains(input)).toBe(true);
  await waitFor(() => expect(document.activeElement).toBe(input));
  expect(screen.getByRole("button", { name: "列" })).toBe(button);

  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(button));

  await user.click(button);
  await screen.findByRole("dialog");
  await user.click(button);
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(button.getAttribute("aria-expanded")).toBe("false");
}

test("what was not fetched yet opens beside its button, which stays the same", () =>
  goThrough(false));

test("what was fetched while nothing happened opens the same way", async () => {
  await AnchoredOver.fetch();

  await goThrough(true);
});
