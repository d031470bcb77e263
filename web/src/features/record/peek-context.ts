import { createContext, useContext } from "react";

type Open = (appId: string, recordId: string) => void;

/** Shows another record beside this one; null where there is no room for that: on paper, in itself. */
export const Peek = createContext<Open | null>(null);

export function usePeek(): Open | null {
  return useContext(Peek);
}
