import { queryOptions } from "@tanstack/react-query";
import { call, rememberRequestToken } from "./client";
import type { WireSetUp } from "./passkeys";
import { type Method, type Session, sessionFrom, type WireSession } from "./session";

export interface Factor {
  id: string;
  method: Method;
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
  left: number | null;
}

export interface Security {
  factors: Factor[];
  secondFactor: "off" | "optional" | "administrators" | "everyone";
  isDemanded: boolean;
  shortestPassword: number;
  proofs: (Method | "password")[];
  isProven: boolean;
}

export const securityQuery = queryOptions({
  queryKey: ["account", "security"],
  queryFn: () => call<Security>("GET", "/api/v1/account/security"),
});

export interface OpenSession {
  handle: string;
  address: string;
  agent: string;
  road: "password" | "passkey" | "provider";
  signedInAt: string;
  lastUsedAt: string;
  isCurrent: boolean;
}

export const sessionsQuery = queryOptions({
  queryKey: ["account", "sessions"],
  queryFn: async () =>
    (await call<{ sessions: OpenSession[] }>("GET", "/api/v1/account/sessions")).sessions,
});

export async function endSession(handle: string): Promise<void> {
  await call("DELETE", `/api/v1/account/sessions/${handle}`);
}

export async function endOtherSessions(): Promise<void> {
  await call("DELETE", "/api/v1/account/sessions");
}

export async function changePassword(present: string, password: string): Promise<void> {
  const { requestToken } = await call<{ requestToken: string }>(
    "PUT",
    "/api/v1/account/password",
    { present, password },
  );
  rememberRequestToken(requestToken);
}

export interface TotpOffer {
  secret: string;
  url: string;
  svg: string;
}

export function offerTotp(): Promise<TotpOffer> {
  return call<TotpOffer>("POST", "/api/v1/account/totp/offer");
}

export function setUpTotp(code: string): Promise<WireSetUp> {
  return call<WireSetUp>("POST", "/api/v1/account/totp", { code });
}

export async function removeFactor(id: string): Promise<void> {
  await call("DELETE", `/api/v1/account/factors/${id}`);
}

export async function renewRecoveryCodes(): Promise<string[]> {
  const path = "/api/v1/account/recovery-codes";
  return (await call<{ recoveryCodes: string[] }>("POST", path)).recoveryCodes;
}

export async function proveByPassword(password: string): Promise<void> {
  await call("POST", "/api/v1/account/proof", { password });
}

export async function proveByCode(code: string): Promise<void> {
  await call("POST", "/api/v1/account/proof", { code });
}

export async function showSecondFactor(code: string): Promise<Session> {
  return sessionFrom(
    await call<WireSession>("POST", "/api/v1/session/second-factor", { code }),
  );
}
