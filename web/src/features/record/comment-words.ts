/** A comment's text in parts: whom it is for, words, addresses. */
import type { Comment } from "@/api/comments";

export interface Part {
  kind: "text" | "link";
  text: string;
  /** Where it begins: the parts' key. */
  at: number;
}

/** Only web addresses become links; a bracket or a full stop behind belongs to the sentence. */
const ADDRESS = /https?:\/\/[^\s<>"'「」『』（）【】、。]+/g;
const BEHIND = /[.,:;!?)\]}]+$/;

export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const address = found[0].replace(BEHIND, "");
    if (found.index > end)
      parts.push({ kind: "text", text: text.slice(end, found.index), at: end });
    parts.push({ kind: "link", text: address, at: found.index });
    end = found.index + address.length;
  }
  if (end < text.length) parts.push({ kind: "text", text: text.slice(end), at: end });
  return parts;
}

/** The names of those mentioned, as they were then, and what was said to them. */
export function addressed({ text, mentions }: Comment): { names: string; said: string } {
  const end = text.indexOf(" \n");
  if (mentions.length === 0 || end < 0) return { names: "", said: text.trim() };
  return { names: text.slice(0, end), said: text.slice(end + 2).trim() };
}
