import { afterEach, expect, test, vi } from "vitest";
import { call, onProofNeeded, rememberRequestToken, toQuery } from "./client";
import { Problem } from "./problem";

afterEach(() => vi.unstubAllGlobals());

function answering(status: number, body: unknown): ReturnType<typeof vi.fn> {
  const fetched = vi.fn(async () => new Response(JSON.stringify(body), { status }));
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

function sent(fetched: ReturnType<typeof vi.fn>): [string, RequestInit] {
  return fetched.mock.calls[0] as unknown as [string, RequestInit];
}

test("lists are spelled with their places, what is absent is left out", () => {
  const query = toQuery({ app: "1", fields: ["件名", "金額"], query: undefined, lang: null });

  expect(decodeURIComponent(query)).toBe("app=1&fields[0]=件名&fields[1]=金額");
});

test("a call that changes something carries the request token in its body", async () => {
  rememberRequestToken("token-1");
  const fetched = answering(200, { id: "3" });

  await call("POST", "/k/v1/record.json", { app: "1" });

  expect(JSON.parse(String(sent(fetched)[1].body))).toEqual({
    app: "1",
    __REQUEST_TOKEN__: "token-1",
  });
});

test("a question too long for an address travels as a POST that says it is a GET", async () => {
  const fetched = answering(200, { records: [] });

  await call("GET", "/k/v1/records.json", { query: "件".repeat(2000) });

  const [url, init] = sent(fetched);
  expect([url, init.method]).toEqual(["/k/v1/records.json", "POST"]);
  expect(init.headers).toMatchObject({ "X-HTTP-Method-Override": "GET" });
});

test("the server's refusal becomes a problem with its paths", async () => {
  answering(400, {
    code: "CB_VA01",
    message: "入力内容が正しくありません。",
    errors: { "record.件名.value": { messages: ["必須です。"] } },
  });

  const error: unknown = await call("POST", "/k/v1/record.json").catch((one: unknown) => one);

  expect(error).toBeInstanceOf(Problem);
  expect((error as Problem).errors).toEqual({ "record.件名.value": ["必須です。"] });
});

test("a line that is down is a problem of its own kind", async () => {
  vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("down")));

  const error: unknown = await call("GET", "/k/v1/apps.json").catch((one: unknown) => one);

  expect((error as Problem).isOffline).toBe(true);
});

test("what needs a proof is tried again once the person has shown who they are", async () => {
  const refusal = new Response(JSON.stringify({ code: "UR_RA01" }), { status: 403 });
  const fetched = vi
    .fn()
    .mockResolvedValueOnce(refusal)
    .mockResolvedValueOnce(Response.json({}));
  vi.stubGlobal("fetch", fetched);
  const ask = vi.fn(async () => true);
  const stop = onProofNeeded(ask);

  await call("POST", "/api/v1/account/recovery-codes");

  expect(fetched).toHaveBeenCalledTimes(2);
  expect(ask).toHaveBeenCalledTimes(1);
  stop();
});

test("who does not show it gets the refusal", async () => {
  const fetched = answering(403, { code: "UR_RA01", message: "本人確認が必要です。" });
  const stop = onProofNeeded(async () => false);

  await expect(call("POST", "/api/v1/account/recovery-codes")).rejects.toThrow("本人確認");

  expect(fetched).toHaveBeenCalledTimes(1);
  stop();
});
