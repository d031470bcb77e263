import { call, type Json } from "./client";
import { type Session, sessionFrom, type WireSession } from "./session";

/** The browser would not, or its owner did not want to. */
export class PasskeyFailed extends Error {}

interface Asked {
  options: { publicKey: Record<string, unknown> };
}

type Descriptor = { id: string } & Record<string, unknown>;

export function canUsePasskeys(): boolean {
  return typeof window.PublicKeyCredential === "function" && window.isSecureContext;
}

function bytes(text: unknown): ArrayBuffer {
  const plain = atob(String(text).replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0)).buffer;
}

function text(data: ArrayBuffer | null): string {
  const plain = String.fromCharCode(...new Uint8Array(data ?? new ArrayBuffer(0)));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function ids(list: unknown): PublicKeyCredentialDescriptor[] {
  const given = (list ?? []) as Descriptor[];
  return given.map(({ id, ...rest }) => ({
    type: "public-key",
    ...rest,
    id: bytes(id),
  })) as PublicKeyCredentialDescriptor[];
}

async function ask<T>(work: Promise<T | null>): Promise<T> {
  const found = await work.catch(() => null);
  if (found === null) throw new PasskeyFailed();
  return found;
}

function common(made: PublicKeyCredential): Record<string, Json> {
  return {
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    clientExtensionResults: made.getClientExtensionResults() as unknown as Json,
  };
}

/** Lets the browser make a passkey; what the server keeps of it. Throws `PasskeyFailed`. */
async function make({ options: { publicKey } }: Asked): Promise<Json> {
  const user = publicKey.user as { id: string };
  const request = {
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    user: { ...user, id: bytes(user.id) },
    excludeCredentials: ids(publicKey.excludeCredentials),
  } as unknown as PublicKeyCredentialCreationOptions;
  const made = (await ask(
    navigator.credentials.create({ publicKey: request }),
  )) as PublicKeyCredential;
  const answer = made.response as AuthenticatorAttestationResponse;
  return {
    ...common(made),
    response: {
      clientDataJSON: text(answer.clientDataJSON),
      attestationObject: text(answer.attestationObject),
    },
  };
}

/** Lets the browser show a passkey. Throws `PasskeyFailed`. */
async function show({ options: { publicKey } }: Asked): Promise<Json> {
  const request = {
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    allowCredentials: ids(publicKey.allowCredentials),
  } as unknown as PublicKeyCredentialRequestOptions;
  const made = (await ask(
    navigator.credentials.get({ publicKey: request }),
  )) as PublicKeyCredential;
  const answer = made.response as AuthenticatorAssertionResponse;
  return {
    ...common(made),
    response: {
      clientDataJSON: text(answer.clientDataJSON),
      authenticatorData: text(answer.authenticatorData),
      signature: text(answer.signature),
      userHandle: answer.userHandle ? text(answer.userHandle) : null,
    },
  };
}

export async function signInByPasskey(): Promise<Session> {
  const credential = await show(await call<Asked>("POST", "/api/v1/session/passkey/options"));
  return sessionFrom(
    await call<WireSession>("POST", "/api/v1/session/passkey", { credential }),
  );
}

export async function showSecondPasskey(): Promise<Session> {
  const asked = await call<Asked>("POST", "/api/v1/session/second-factor/passkey");
  const credential = await show(asked);
  return sessionFrom(
    await call<WireSession>("POST", "/api/v1/session/second-factor", { credential }),
  );
}

export async function proveByPasskey(): Promise<void> {
  const credential = await show(await call<Asked>("POST", "/api/v1/account/proof/passkey"));
  await call("POST", "/api/v1/account/proof", { credential });
}

export interface WireSetUp {
  recoveryCodes: string[];
  session: WireSession | null;
}

export async function makePasskey(name: string): Promise<WireSetUp> {
  const credential = await make(await call<Asked>("POST", "/api/v1/account/passkeys/offer"));
  return call<WireSetUp>("POST", "/api/v1/account/passkeys", { name, credential });
}
