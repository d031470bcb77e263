/** Whether the server can be reached: noticed by calls that fail, mended by looking again. */
export type Line = "fine" | "offline" | "away" | "back";

const FIRST_LOOK = 1_000;
const LONGEST_WAIT = 15_000;
const SAID_FOR = 4_000;

const listeners = new Set<() => void>();
const state = { line: "fine" as Line, wait: FIRST_LOOK, timer: 0 };

export function currentLine(): Line {
  return state.line;
}

export function onLineChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function become(line: Line): void {
  if (state.line === line) return;
  state.line = line;
  for (const listener of listeners) listener();
}

function lookIn(milliseconds: number): void {
  clearTimeout(state.timer);
  state.timer = window.setTimeout(() => void look(), milliseconds);
}

/** A call did not reach the server. */
export function lineFailed(): void {
  if (state.line === "offline" || state.line === "away") return;
  become(navigator.onLine ? "away" : "offline");
  state.wait = FIRST_LOOK;
  lookIn(state.wait);
}

/** Asks whether the server is there again; less and less often while it is not. */
export async function look(): Promise<void> {
  const isThere = await fetch("/health", { cache: "no-store" }).then(
    (answer) => answer.ok,
    () => false,
  );
  if (isThere) {
    become("back");
    state.timer = window.setTimeout(() => become("fine"), SAID_FOR);
    return;
  }
  become(navigator.onLine ? "away" : "offline");
  state.wait = Math.min(state.wait * 2, LONGEST_WAIT);
  lookIn(state.wait);
}

window.addEventListener("offline", lineFailed);
window.addEventListener("online", () => lookIn(0));
