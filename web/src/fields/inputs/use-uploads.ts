import { useRef, useState } from "react";
import { upload } from "@/api/client";
import { Problem } from "@/api/problem";
import type { Attachment } from "@/api/wire";
import type { InputProps } from "../field-ui";
import { asFiles } from "../values";
import { isLargePhoto, reduced } from "./reduce-photo";

/** What the server takes of one file (kintone's own limit). */
export const MOST_BYTES = 1024 ** 3;

export interface Upload {
  key: string;
  file: File;
  share: number;
  state: "waiting" | "sending" | "failed" | "too large";
  /** What the server said, where it said something. */
  message: string;
}

/** The server's own words, where it had some. */
function saidOf(error: unknown): string {
  return error instanceof Problem && !error.isOffline ? error.message : "";
}

function begun(file: File): Upload {
  const state = file.size > MOST_BYTES ? "too large" : "waiting";
  return { key: crypto.randomUUID(), file, share: 0, state, message: "" };
}

/** Sends files one after another; each is in the field's value as soon as it has arrived. */
export function useUploads(props: InputProps, isReducing: boolean) {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const current = useRef<Attachment[]>([]);
  current.current = asFiles(props.value);
  const flights = useRef(new Map<string, AbortController>());
  const line = useRef<Promise<void>>(Promise.resolve());

  const change = (key: string, part: Partial<Upload>): void =>
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const forget = (key: string): void =>
    setUploads((all) => all.filter((one) => one.key !== key));

  const arrive = (key: string, file: File, fileKey: string): void => {
    const { name, size, type } = file;
    const added = { fileKey, name, size: String(size), contentType: type };
    props.onChange([...current.current, added]);
    forget(key);
  };
  const send = async ({ key, file }: Upload): Promise<void> => {
    const signal = flights.current.get(key)?.signal;
    if (!signal || signal.aborted) return;
    change(key, { state: "sending", share: 0 });
    try {
      const sent = isReducing && isLargePhoto(file) ? await reduced(file) : file;
      arrive(key, sent, await upload(sent, (share) => change(key, { share }), signal));
    } catch (error) {
      if (!signal.aborted) change(key, { state: "failed", message: saidOf(error) });
    }
  };
  const queue = (upload: Upload): void => {
    flights.current.set(upload.key, new AbortController());
    line.current = line.current.then(() => send(upload));
  };
  const add = (files: readonly File[]): void => {
    const all = files.map(begun);
    setUploads((before) => [...before, ...all]);
    for (const one of all) if (one.state === "waiting") queue(one);
  };
  const retry = (upload: Upload): void => {
    change(upload.key, { state: "waiting", share: 0, message: "" });
    queue(upload);
  };
  const cancel = (key: string): void => {
    flights.current.get(key)?.abort();
    forget(key);
  };
  return { uploads, add, retry, cancel };
}
