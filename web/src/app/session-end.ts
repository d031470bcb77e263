import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { Problem } from "@/api/problem";
import { lineFailed } from "./line";

function noticed(error: unknown): void {
  if (error instanceof Problem && error.isAway) lineFailed();
}

const TRIES = 2;

function worthRetrying(failures: number, error: unknown): boolean {
  return error instanceof Problem && error.isAway && failures < TRIES;
}

/** Server state for the whole screen: one cache, retried only when the line was down. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticed }),
  mutationCache: new MutationCache({ onError: noticed }),
  defaultOptions: {
    // "always": a line that is down is told at once, never waited for in silence
    queries: {
      retry: worthRetrying,
      staleTime: 5_000,
      refetchOnWindowFocus: false,
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});
