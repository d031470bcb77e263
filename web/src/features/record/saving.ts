import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Problem } from "@/api/problem";
import { addRecord, type Changes, recordQuery, updateRecord } from "@/api/records";
import type { FieldProperty, WireRecord } from "@/api/wire";
import { asText } from "@/fields/values";
import { type Placed, placed } from "./problems";

interface Target {
  appId: string;
  /** The fields in the order of the form. */
  form: readonly FieldProperty[];
  /** null: a new record. */
  record: WireRecord | null;
  onSaved: (recordId: string) => void;
}

/** Saving a form: what went wrong, where, and what somebody else saved meanwhile. */
export function useSaving({ appId, form, record, onSaved }: Target) {
  const client = useQueryClient();
  const [problems, setProblems] = useState<readonly Placed[]>([]);
  const [latest, setLatest] = useState<WireRecord | null>(null);
  const [attempt, setAttempt] = useState(0);
  const save = useMutation({
    mutationFn: async (changes: Changes): Promise<string> => {
      if (record === null) return addRecord(appId, changes);
      const id = asText(record.$id?.value);
      const revision = asText((latest ?? record).$revision?.value);
      await updateRecord(appId, id, changes, revision);
      return id;
    },
    onSuccess: async (recordId) => {
      setProblems([]);
      setLatest(null);
      await client.invalidateQueries({ queryKey: ["record", appId, recordId] });
      void client.invalidateQueries({ queryKey: ["records", appId] });
      void client.invalidateQueries({ queryKey: ["rights", appId] });
      onSaved(recordId);
    },
    onError: async (error) => {
      setProblems(error instanceof Problem ? placed(error, form) : []);
      setLatest(error instanceof Problem && error.isConflict ? await refetched() : null);
      setAttempt((count) => count + 1);
    },
  });
  const refetched = async (): Promise<WireRecord | null> => {
    if (record === null) return null;
    const id = asText(record.$id?.value);
    return client.fetchQuery({ ...recordQuery(appId, id), staleTime: 0 });
  };
  const forget = (name: string): void =>
    setProblems((all) =>
      all.filter((one) => one.name !== name && !one.name.startsWith(`${name}.`)),
    );
  return { save, problems, latest, attempt, forget, giveUp: () => setLatest(null) };
}
