/** Why a call failed, as the server said it: one shape for every error in the screen. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly errors: Readonly<Record<string, readonly string[]>> = {},
  ) {
    super(message);
    this.name = "Problem";
  }

  /** The server could not be reached at all. */
  get isOffline(): boolean {
    return this.status === 0;
  }

  /** The session ended, or never began. */
  get isSignedOut(): boolean {
    return this.status === 401;
  }

  /** Nobody is signed in: what was refused is fine, once somebody is. */
  get hasNobody(): boolean {
    return this.isSignedOut && this.code === "CB_AU01";
  }

  /** The server, or its database, is away for a moment. */
  get isAway(): boolean {
    return this.isOffline || (this.status >= 502 && this.status <= 504);
  }

  /** Done only by who has lately shown who they are. */
  get needsProof(): boolean {
    return this.code === "UR_RA01";
  }

  /** Somebody else saved first. */
  get isConflict(): boolean {
    return this.status === 409;
  }
}

interface WireProblem {
  code?: unknown;
  message?: unknown;
  errors?: Record<string, { messages?: unknown } | undefined>;
}

/** Reads kintone's error body; anything else (a proxy's page) keeps the status alone. */
export function problemFrom(status: number, body: unknown): Problem {
  const wire = isObject(body) ? (body as WireProblem) : {};
  const errors: Record<string, readonly string[]> = {};
  for (const [path, entry] of Object.entries(wire.errors ?? {})) {
    const messages = entry?.messages;
    errors[path] = Array.isArray(messages) ? messages.map(String) : [];
  }
  return new Problem(status, text(wire.code), text(wire.message), errors);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
