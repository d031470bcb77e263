import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { Problem } from "@/api/problem";

type Listener = () => void;

const listeners = new Set<Listener>();

/** Calls back when any call is refused because the session has ended. */
export function onSessionEnd(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function noticed(error: unknown, isSignIn: boolean): void {
  if (error instanceof Problem && error.isSignedOut && !isSignIn) {
    for (const listener of listeners) listener();
  }
}

const TRIES = 2;

function worthRetrying(failures: number, error: unknown): boolean {
  return error instanceof Problem && error.isOffline && failures < TRIES;
}

/** Server state for the whole screen: one cache, retried only when the line was down. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => noticed(error, query.queryKey[0] === "session"),
  }),
  mutationCache: new MutationCache({
    onError: (error, _variables, _result, mutation) =>
      noticed(error, mutation.options.meta?.isSignIn === true),
  }),
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
