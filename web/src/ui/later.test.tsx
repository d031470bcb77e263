import { act, cleanup, render, screen } from "@testing-library/react";
import { Component, type ReactNode, Suspense } from "react";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { startLanguages } from "@/i18n/language";
import { later } from "./later";

beforeAll(() => startLanguages("ja"));
afterEach(cleanup);

const Name = ({ name }: { name: string }) => <p>{name}</p>;

test("what has been fetched is shown at once, without its stand-in", async () => {
  const Part = later(async () => Name);
  await Part.fetch();

  render(
    <Suspense fallback="まだ">
      <Part name="佐藤" />
    </Suspense>,
  );

  expect(screen.getByText("佐藤")).toBeTruthy();
  expect(screen.queryByText("まだ")).toBeNull();
});

test("what has not been fetched has its stand-in until it is there", async () => {
  const Part = later(async () => Name);

  await act(async () => {
    render(
      <Suspense fallback={<p>まだ</p>}>
        <Part name="佐藤" />
      </Suspense>,
    );
  });

  expect(await screen.findByText("佐藤")).toBeTruthy();
});

class Caught extends Component<{ children: ReactNode }> {
  override state = { isCaught: false };
  static getDerivedStateFromError() {
    return { isCaught: true };
  }
  override render() {
    return this.state.isCaught ? <p>読み込めません</p> : this.props.children;
  }
}

test("a failure is told once, and trying again later asks again", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const load = vi.fn(async () => Name);
  load.mockRejectedValueOnce(new Error("away"));
  const Part = later(load);
  const page = (
    <Caught>
      <Suspense fallback="まだ">
        <Part name="佐藤" />
      </Suspense>
    </Caught>
  );
  await act(async () => void render(page));
  expect(await screen.findByText("読み込めません")).toBeTruthy();
  expect(load).toHaveBeenCalledTimes(1);
  cleanup();

  vi.advanceTimersByTime(2_000);
  vi.useRealTimers();
  await act(async () => void render(page));

  expect(await screen.findByText("佐藤")).toBeTruthy();
  vi.restoreAllMocks();
});
