import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { beginBatch, continueBatch, type RefusedRecord, type Which } from "@/api/bulk";
import type { Changes } from "@/api/records";

export interface BatchState {
  phase: "idle" | "running" | "done" | "undoing" | "undone";
  batch: string;
  total: number;
  done: number;
  refused: readonly RefusedRecord[];
  wasStopped: boolean;
  error: unknown;
}

const IDLE: BatchState = {
  phase: "idle",
  batch: "",
  total: 0,
  done: 0,
  refused: [],
  wasStopped: false,
  error: null,
};

/** Runs a bulk change step by step, tells how far it is, stops when asked, and undoes it. */
export function useBatch(appId: string) {
  const client = useQueryClient();
  const [state, setState] = useState(IDLE);
  const isStopped = useRef(false);
  const put = (part: Partial<BatchState>): void => setState((now) => ({ ...now, ...part }));
  const reload = (): void => {
    for (const kind of ["records", "record", "history", "trash"])
      void client.invalidateQueries({ queryKey: [kind, appId] });
  };
  const walk = async (batch: string, way: "next" | "undo"): Promise<void> => {
    const refused: RefusedRecord[] = [];
    for (;;) {
      const progress = await continueBatch(appId, batch, way);
      refused.push(...progress.refused);
      const done = way === "next" ? progress.done : progress.undone;
      put({ total: progress.total, done, refused: [...refused] });
      const isOver = done >= progress.total;
      if (isOver || isStopped.current) return put({ wasStopped: !isOver });
    }
  };
  const attempt = async (
    work: () => Promise<void>,
    end: BatchState["phase"],
  ): Promise<void> => {
    isStopped.current = false;
    try {
      await work();
      put({ phase: end });
    } catch (error) {
      put({ phase: "done", error });
    }
    reload();
  };
  const run = (which: Which, record: Changes | null): Promise<void> =>
    attempt(async () => {
      setState({ ...IDLE, phase: "running" });
      const begun = await beginBatch(appId, which, record);
      put({ batch: begun.batch, total: begun.total });
      await walk(begun.batch, "next");
    }, "done");
  const undo = (): Promise<void> =>
    attempt(async () => {
      put({ phase: "undoing", done: 0, refused: [], error: null });
      await walk(state.batch, "undo");
    }, "undone");
  const stop = (): void => {
    isStopped.current = true;
  };
  return { state, run, undo, stop };
}
