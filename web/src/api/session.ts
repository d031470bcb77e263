import { queryOptions } from "@tanstack/react-query";
import { call, rememberRequestToken } from "./client";
import type { Preferences } from "./preferences";
import { Problem } from "./problem";

export interface User {
  code: string;
  name: string;
  language: string;
  timezone: string;
  isAdministrator: boolean;
  isAuditor: boolean;
  preferences: Preferences;
}

export interface Session {
  user: User | null;
}

export interface WireSession {
  user: { code: string; name: string };
  isAdministrator: boolean;
  isAuditor: boolean;
  language: string;
  timezone: string;
  preferences: Preferences;
  requestToken: string;
}

function opened({ user, requestToken, ...rest }: WireSession): Session {
  rememberRequestToken(requestToken);
  return { user: { code: user.code, name: user.name, ...rest } };
}

async function current(): Promise<Session> {
  try {
    return opened(await call<WireSession>("GET", "/api/v1/session"));
  } catch (error) {
    if (error instanceof Problem && error.isSignedOut) return { user: null };
    throw error;
  }
}

/** Who is signed in. Asked once; sign-in and sign-out write the answer themselves. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: current,
  staleTime: Number.POSITIVE_INFINITY,
});

export type Method = "totp" | "webauthn" | "recovery_codes";

/** What is still missing after a right password. */
export interface Step {
  step: "second_factor" | "set_up";
  methods: Method[];
}

interface WireStep extends Step {
  requestToken: string;
}

export async function signIn(code: string, password: string): Promise<Session | Step> {
  const answer = await call<WireSession | WireStep>("POST", "/api/v1/session", {
    code,
    password,
  });
  if ("user" in answer) return opened(answer);
  rememberRequestToken(answer.requestToken);
  return { step: answer.step, methods: answer.methods };
}

/** Opens the session with what the last step answered. */
export function sessionFrom(answer: WireSession): Session {
  return opened(answer);
}

export async function signOut(): Promise<void> {
  await call("DELETE", "/api/v1/session");
}
