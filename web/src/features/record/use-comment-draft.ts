import { useEffect, useState } from "react";
import type { Mention } from "@/api/comments";

export interface Addressee extends Mention {
  name: string;
}

interface Draft {
  text: string;
  to: readonly Addressee[];
}

const NOTHING: Draft = { text: "", to: [] };

function kept(key: string): Draft {
  try {
    return {
      ...NOTHING,
      ...(JSON.parse(sessionStorage.getItem(key) ?? "{}") as Partial<Draft>),
    };
  } catch {
    return NOTHING;
  }
}

/** What is being written: another tab of the page, a reload or a lost connection does not lose it. */
export function useCommentDraft(appId: string, recordId: string) {
  const key = `urakata.comment.${appId}.${recordId}`;
  const [draft, setDraft] = useState(() => kept(key));
  useEffect(() => {
    if (draft.text === "" && draft.to.length === 0) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(draft));
  }, [key, draft]);
  return {
    draft,
    change: (part: Partial<Draft>): void => setDraft((now) => ({ ...now, ...part })),
    clear: (): void => setDraft(NOTHING),
  };
}
