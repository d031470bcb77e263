import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { type Draft, draftKey, dropDraft, keepDraft, readDraft } from "@/ui/drafts";
import type { Base, FormValues } from "./form-values";
import type { Pending } from "./saving";

const PAUSE = 800;

/** What is kept of a form: enough to go on as if it had never been closed. */
export interface Kept {
  values: FormValues;
  base: Base;
  pending: Pending | null;
}

interface Drafted {
  user: string;
  appId: string;
  recordId: string | null;
  form: UseFormReturn<FormValues>;
  hasChanges: () => boolean;
  kept: () => Kept;
}

/** Keeps what is typed on this device, a moment after each change, and offers what was kept before. */
export function useDraft(drafted: Drafted) {
  const { user, appId, recordId, form } = drafted;
  const key = useMemo(() => draftKey(user, appId, recordId), [user, appId, recordId]);
  const [offered, setOffered] = useState<Draft<Kept> | null>(() => readDraft<Kept>(key));
  const current = useRef(drafted);
  current.current = drafted;
  const isOver = useRef(false);
  const isOffered = offered !== null;

  const keep = useCallback(() => {
    if (isOver.current || isOffered) return;
    if (current.current.hasChanges()) keepDraft(key, current.current.kept());
    else dropDraft(key);
  }, [key, isOffered]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(keep, PAUSE);
    };
    const watching = form.watch(soon);
    window.addEventListener("pagehide", keep);
    return () => {
      clearTimeout(timer);
      watching.unsubscribe();
      window.removeEventListener("pagehide", keep);
    };
  }, [form, keep]);
  const drop = useCallback(() => {
    isOver.current = true;
    dropDraft(key);
  }, [key]);
  const decline = useCallback(() => {
    dropDraft(key);
    setOffered(null);
  }, [key]);
  return { offered, decline, accepted: () => setOffered(null), keep, drop };
}
