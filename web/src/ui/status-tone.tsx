import { createContext, useContext } from "react";
import type { Process } from "@/api/wire";
import type { Tone } from "./chip";

const RETURNED = /差戻|差し戻|却下|取下|取り下げ|否認|return|reject|withdraw/i;

/** The tone of each status: the first is new, one that nothing leaves is done. */
export function statusTones(process: Process): ReadonlyMap<string, Tone> {
  const states = Object.values(process.states ?? {});
  const first = Math.min(...states.map((state) => Number(state.index)));
  const sources = new Set((process.actions ?? []).map((action) => action.from));
  const tone = (name: string, index: number): Tone => {
    if (RETURNED.test(name)) return "back";
    if (index === first) return "new";
    return sources.has(name) ? "active" : "done";
  };
  return new Map(states.map((state) => [state.name, tone(state.name, Number(state.index))]));
}

const Tones = createContext<ReadonlyMap<string, Tone>>(new Map());

export const StatusTones = Tones.Provider;

export function useStatusTone(status: string): Tone {
  return useContext(Tones).get(status) ?? "plain";
}
