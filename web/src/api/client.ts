import { Problem, problemFrom } from "./problem";

export type Json =
  | string
  | number
  | boolean
  | null
  | Json[]
  | { [key: string]: Json | undefined };
export type Params = { [key: string]: Json | undefined };
type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Longer addresses are refused by proxies, so such a GET travels as a POST. */
const LONGEST_URL = 4000;

const state = {
  requestToken: "",
  language: "ja",
  askForProof: null as Ask | null,
  askToSignIn: null as Ask | null,
  signingIn: null as Promise<boolean> | null,
};

/** The token that every call that changes something must carry (against forged requests). */
export function rememberRequestToken(token: string): void {
  state.requestToken = token;
}

/** The language the server's messages come in. */
export function speak(language: string): void {
  state.language = language;
}

/** `fields[0]=a&fields[1]=b`: how kintone's API spells lists and objects in an address. */
export function toQuery(params: Params): string {
  const search = new URLSearchParams();
  const add = (key: string, value: Json | undefined): void => {
    if (value === undefined || value === null) return;
    if (Array.isArray(value))
      value.forEach((item, index) => void add(`${key}[${index}]`, item));
    else if (typeof value === "object") {
      for (const [name, item] of Object.entries(value)) add(`${key}.${name}`, item);
    } else search.set(key, String(value));
  };
  for (const [key, value] of Object.entries(params)) add(key, value);
  return search.toString();
}

type Ask = () => Promise<boolean>;

/** Who asks the person to show once more who they are; answers whether they did. */
export function onProofNeeded(ask: Ask): () => void {
  state.askForProof = ask;
  return () => {
    state.askForProof = null;
  };
}

/** Who lets the same person sign in again; answers whether they did. */
export function onSignInNeeded(ask: Ask): () => void {
  state.askToSignIn = ask;
  return () => {
    state.askToSignIn = null;
  };
}

/** Every call that meets the end of a session waits for the same sign-in. */
function signedInAgain(): Promise<boolean> {
  if (state.askToSignIn === null) return Promise.resolve(false);
  state.signingIn ??= state.askToSignIn().finally(() => {
    state.signingIn = null;
  });
  return state.signingIn;
}

/** One JSON call; once more, if it first needed a proof or a sign-in. Throws `Problem`, always. */
export function call<T>(method: Method, path: string, params: Params = {}): Promise<T> {
  return asking(() => callOnce<T>(method, path, params), path);
}

/** Signing in and out: their refusals say nothing about a session that was there. */
const DOOR = "/api/v1/session";

async function asking<T>(work: () => Promise<T>, path: string): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem) || !(await isMended(error, path))) throw error;
    return work();
  }
}

async function isMended(error: Problem, path: string): Promise<boolean> {
  if (error.needsProof) return state.askForProof?.() ?? false;
  return error.hasNobody && !path.startsWith(DOOR) ? signedInAgain() : false;
}

async function callOnce<T>(method: Method, path: string, params: Params): Promise<T> {
  const inQuery = method === "GET" || method === "DELETE";
  const full = method === "GET" || isOurs(path) ? params : withToken(params);
  const query = inQuery ? toQuery(full) : "";
  if (method === "GET" && query.length > LONGEST_URL) {
    return send<T>(path, { method: "POST", body: JSON.stringify(withToken(params)) }, "GET");
  }
  const url = query ? `${path}?${query}` : path;
  return send<T>(url, inQuery ? { method } : { method, body: JSON.stringify(full) });
}

/** A change through our own API whose body says what is meant, also with DELETE. Throws `Problem`. */
export function change<T>(
  method: "POST" | "PUT" | "DELETE",
  path: string,
  body: Params,
  options: Options = {},
): Promise<T> {
  const full = { ...options, method, body: JSON.stringify(body) };
  return asking(() => send<T>(path, full), path);
}

/** How a call can be called off, and what else its head says. */
export interface Options {
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

/** Our own API takes the token from a header alone; kintone's also among the parameters. */
function isOurs(path: string): boolean {
  return path.startsWith("/api/v1/");
}

function withToken(params: Params): Params {
  return { ...params, __REQUEST_TOKEN__: state.requestToken };
}

function headers(override: string | undefined): Record<string, string> {
  return {
    "X-Requested-With": "XMLHttpRequest",
    "Accept-Language": state.language,
    "X-Request-Token": state.requestToken,
    "Content-Type": "application/json",
    ...(override ? { "X-HTTP-Method-Override": override } : {}),
  };
}

type Sending = Options & { method: string; body?: string };

async function send<T>(url: string, init: Sending, override?: string): Promise<T> {
  const sent = { ...headers(override), ...init.headers };
  if (init.body === undefined) delete sent["Content-Type"];
  let answer: Response;
  try {
    answer = await fetch(url, { ...init, headers: sent, credentials: "same-origin" });
  } catch {
    throw new Problem(0, "OFFLINE", "");
  }
  const body: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw problemFrom(answer.status, body);
  return body as T;
}

/** Uploads one file and tells how far it is (0 to 1). Throws `Problem`, also when called off. */
export function upload(
  file: File,
  onProgress: (share: number) => void,
  signal?: AbortSignal,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    form.set("__REQUEST_TOKEN__", state.requestToken);
    form.set("file", file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", "/k/v1/file.json");
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.setRequestHeader("Accept-Language", state.language);
    request.responseType = "json";
    request.upload.onprogress = (event) => onProgress(event.loaded / event.total);
    request.onerror = () => reject(new Problem(0, "OFFLINE", ""));
    request.onabort = () => reject(new Problem(0, "CALLED_OFF", ""));
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.onload = () => {
      const body: unknown = request.response;
      if (request.status !== 200) reject(problemFrom(request.status, body));
      else resolve((body as { fileKey: string }).fileKey);
    };
    request.send(form);
  });
}
