import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { type Evaluation, evaluate, type Target } from "@/api/forms";
import { Problem } from "@/api/problem";
import type { Changes } from "@/api/records";
import type { FieldMap, FieldProperty } from "@/api/wire";
import { FieldErrors } from "./field-errors";
import type { FormValues, Untyped } from "./form-values";
import { placings } from "./live-values";
import { type Placed, placed } from "./problems";

/** Long enough for a word, short enough to feel alive. */
const PAUSE = 350;
/** Nobody asks again and again where the line is down: with the next key, or when it is back. */

interface Watched {
  appId: string;
  form: UseFormReturn<FormValues>;
  fields: FieldMap;
  inOrder: readonly FieldProperty[];
  untyped: Untyped;
  target: Target | null;
  changes: () => Changes;
}

export interface Live {
  errors: FieldErrors;
  isStale: boolean;
  /** Everything a save would refuse now, as far as is known. */
  known: () => readonly Placed[];
  /** An input was changed: what was said about it no longer holds. */
  changed: (name: string) => void;
  /** An input was left: from now on it may be told what is wrong. */
  left: (name: string) => void;
  /** Saving was refused: all of it is told from now on. */
  refused: (problems: readonly Placed[]) => void;
}

/** Asks the server, while a form is filled, what saving would make of it. Never holds up a key. */
export function useLive(watched: Watched): Live {
  const errors = useMemo(() => new FieldErrors(), []);
  const telling = useTelling(errors);
  const [isStale, setStale] = useState(false);
  const current = useRef(watched);
  current.current = watched;
  const { take } = telling;
  const form = watched.form;

  const arrived = useCallback(
    (answer: Evaluation) => {
      const { fields, inOrder, untyped } = current.current;
      for (const { name, value } of placings(fields, answer.values, form.getValues(), untyped))
        form.setValue(name, value);
      const found = Object.entries(answer.errors).map(
        ([path, { messages }]) => [path, messages] as const,
      );
      take(placed(new Problem(400, "", "", Object.fromEntries(found)), inOrder));
      setStale(answer.isStale);
    },
    [form, take],
  );
  useAsking(current, form, arrived);
  return { errors, isStale, ...telling };
}

/** One question at a time: a newer one calls the older off. */
function useAsking(
  current: { readonly current: Watched },
  form: UseFormReturn<FormValues>,
  arrived: (answer: Evaluation) => void,
): void {
  useEffect(() => {
    let asked = "";
    let timer: ReturnType<typeof setTimeout> | undefined;
    let flight = new AbortController();
    const ask = async (): Promise<void> => {
      const { appId, target, changes } = current.current;
      const record = changes();
      const key = JSON.stringify(record);
      if (key === asked) return;
      flight.abort();
      flight = new AbortController();
      const { signal } = flight;
      try {
        const answer = await evaluate(appId, record, target, signal);
        if (signal.aborted) return;
        asked = key;
        arrived(answer);
      } catch {
        // the form works without: saving says all of it once more
      }
    };
    const soon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), PAUSE);
    };
    soon();
    const watching = form.watch(soon);
    window.addEventListener("online", soon);
    return () => {
      clearTimeout(timer);
      flight.abort();
      watching.unsubscribe();
      window.removeEventListener("online", soon);
    };
  }, [current, form, arrived]);
}

/** Which of the problems are said: those of inputs that were left; after a refusal, all. */
function useTelling(errors: FieldErrors) {
  const state = useRef({
    live: [] as readonly Placed[],
    refused: [] as readonly Placed[],
    left: new Set<string>(),
    typing: null as string | null,
    isAll: false,
  });
  return useMemo(() => {
    const show = (): void => {
      const { live, refused, left, typing, isAll } = state.current;
      const shown = live.filter(({ name }) => (isAll || left.has(name)) && name !== typing);
      errors.put(new Map([...refused, ...shown].map((one) => [one.name, one.message])));
    };
    const concerns = (name: string) => (one: Placed) =>
      one.name !== name && !one.name.startsWith(`${name}.`);
    return {
      known: () => state.current.live,
      take: (live: readonly Placed[]) => {
        state.current.live = live;
        show();
      },
      changed: (name: string) => {
        const held = state.current;
        held.typing = name;
        held.live = held.live.filter(concerns(name));
        held.refused = held.refused.filter(concerns(name));
        show();
      },
      left: (name: string) => {
        state.current.left.add(name);
        if (state.current.typing === name) state.current.typing = null;
        show();
      },
      refused: (problems: readonly Placed[]) => {
        state.current.refused = problems;
        state.current.isAll = state.current.isAll || problems.length > 0;
        show();
      },
    };
  }, [errors]);
}
