import { Problem, problemFrom } from "./problem";

export type Json =
  | string
  | number
  | boolean
  | null
  | Json[]
  | { [key: string]: Json | undefined };
export type Params = { [key: string]: Json | undefined };
type Method = "GET" | "POST" | "PUT" | "DELETE";

/** Longer addresses are refused by proxies, so such a GET travels as a POST. */
const LONGEST_URL = 4000;

const state = { requestToken: "", language: "ja" };

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

/** One JSON call. Throws `Problem`, always. */
export async function call<T>(method: Method, path: string, params: Params = {}): Promise<T> {
  const inQuery = method === "GET" || method === "DELETE";
  const full = method === "GET" ? params : { ...params, __REQUEST_TOKEN__: state.requestToken };
  const query = inQuery ? toQuery(full) : "";
  if (method === "GET" && query.length > LONGEST_URL) {
    const body = { ...params, __REQUEST_TOKEN__: state.requestToken };
    return send<T>(path, { method: "POST", body: JSON.stringify(body) }, "GET");
  }
  const url = query ? `${path}?${query}` : path;
  return send<T>(url, inQuery ? { method } : { method, body: JSON.stringify(full) });
}

/** A change through our own API: its body holds nothing but what is asked, the token goes beside it. */
export async function change<T>(
  method: "POST" | "PUT" | "DELETE",
  path: string,
  body: Params,
): Promise<T> {
  const token = { "X-Request-Token": state.requestToken };
  return send<T>(path, { method, body: JSON.stringify(body), headers: token });
}

function headers(override: string | undefined): Record<string, string> {
  return {
    "X-Requested-With": "XMLHttpRequest",
    "Accept-Language": state.language,
    "Content-Type": "application/json",
    ...(override ? { "X-HTTP-Method-Override": override } : {}),
  };
}

async function send<T>(url: string, init: RequestInit, override?: string): Promise<T> {
  const sent: Record<string, string> = { ...headers(override), ...(init.headers as object) };
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

/** Uploads one file and tells how far it is (0 to 1). Throws `Problem`. */
export function upload(file: File, onProgress: (share: number) => void): Promise<string> {
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
    request.onload = () => {
      const body: unknown = request.response;
      if (request.status !== 200) reject(problemFrom(request.status, body));
      else resolve((body as { fileKey: string }).fileKey);
    };
    request.send(form);
  });
}
