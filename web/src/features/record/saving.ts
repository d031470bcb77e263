import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { addOnce } from "@/api/forms";
import { Problem } from "@/api/problem";
import { type Changes, recordQuery, updateRecord } from "@/api/records";
import type { FieldProperty, WireRecord } from "@/api/wire";
import { asText } from "@/fields/values";
import type { Base, FormValues } from "./form-values";
import { type Placed, placed } from "./problems";

/** A new record that was sent, and whose answer never came: it may be there already. */
export interface Pending {
  key: string;
  body: Changes;
  values: FormValues;
}

interface Target {
  appId: string;
  /** The fields in the order of the form. */
  form: readonly FieldProperty[];
  base: Base;
  values: () => FormValues;
  changesSince: (before: FormValues) => Changes;
  onSaved: (recordId: string) => void;
  onRefused: (problems: readonly Placed[]) => void;
  /** Somebody saved first; answers whether it was settled without asking. */
  onConflict: (latest: WireRecord) => void;
}

const ANY_REVISION = "-1";

/** Nobody knows whether the server did it: the line broke, or something did on the way. */
function isUnknown(error: unknown): boolean {
  return error instanceof Problem && (error.isOffline || error.status >= 500);
}

/** Saving a form once, whatever happens on the way: what went wrong, and where. */
export function useSaving(target: Target) {
  const { appId, form, base, onSaved } = target;
  const client = useQueryClient();
  const [problems, setProblems] = useState<readonly Placed[]>([]);
  const [attempt, setAttempt] = useState(0);
  const pending = useRef<Pending | null>(null);

  const post = async ({ body, key }: Pending): Promise<string> => {
    try {
      return (await addOnce(appId, body, key)).id;
    } catch (error) {
      if (!isUnknown(error)) pending.current = null;
      throw error;
    }
  };
  /** Sends once more what may have arrived already, then only what was changed since. */
  const addAgain = async (sent: Pending, changes: Changes): Promise<string> => {
    let id: string;
    try {
      id = await post(sent);
    } catch (error) {
      const neverCame = error instanceof Problem && error.status === 400;
      if (neverCame) return add(changes);
      throw error;
    }
    const since = target.changesSince(sent.values);
    if (Object.keys(since).length > 0) await updateRecord(appId, id, since, ANY_REVISION);
    return id;
  };
  const add = async (changes: Changes): Promise<string> => {
    if (pending.current !== null) return addAgain(pending.current, changes);
    const key = crypto.randomUUID();
    pending.current = { key, body: changes, values: structuredClone(target.values()) };
    return post(pending.current);
  };
  const save = useMutation({
    mutationFn: async (changes: Changes): Promise<string> => {
      if (base.record === null) return add(changes);
      const id = asText(base.record.$id?.value);
      if (Object.keys(changes).length === 0) return id;
      await updateRecord(appId, id, changes, asText(base.record.$revision?.value));
      return id;
    },
    onSuccess: async (recordId) => {
      pending.current = null;
      setProblems([]);
      await client.invalidateQueries({ queryKey: ["record", appId, recordId] });
      void client.invalidateQueries({ queryKey: ["records", appId] });
      void client.invalidateQueries({ queryKey: ["rights", appId] });
      onSaved(recordId);
    },
    onError: async (error) => {
      const found = error instanceof Problem ? placed(error, form) : [];
      setProblems(found);
      target.onRefused(found);
      setAttempt((count) => count + 1);
      if (error instanceof Problem && error.isConflict && base.record !== null) {
        const id = asText(base.record.$id?.value);
        const latest = await client
          .fetchQuery({ ...recordQuery(appId, id), staleTime: 0 })
          .catch(() => null);
        if (latest !== null) target.onConflict(latest);
      }
    },
  });
  const forget = useCallback(
    (name: string): void =>
      setProblems((all) => {
        const rest = all.filter((one) => one.name !== name && !one.name.startsWith(`${name}.`));
        return rest.length === all.length ? all : rest;
      }),
    [],
  );
  return { save, problems, attempt, forget, pending };
}
