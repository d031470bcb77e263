import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Mention } from "@/api/comments";
import { peopleQuery } from "@/api/people";
import { type Asked, candidates, type Mentionable, mentionables } from "./mentioning";

const NOBODY: Mentionable[] = [];

/** Whom the @ that is being typed may mean; people, organizations, groups. */
export function useMentionables(
  asked: Asked | null,
  involved: readonly Mention[],
  chosen: readonly Mention[],
): Mentionable[] {
  const enabled = asked !== null;
  const users = useQuery({ ...peopleQuery("USER"), enabled }).data;
  const organizations = useQuery({ ...peopleQuery("ORGANIZATION"), enabled }).data;
  const groups = useQuery({ ...peopleQuery("GROUP"), enabled }).data;
  const all = useMemo(
    () => [
      ...mentionables("USER", users ?? []),
      ...mentionables("ORGANIZATION", organizations ?? []),
      ...mentionables("GROUP", groups ?? []),
    ],
    [users, organizations, groups],
  );
  return asked === null ? NOBODY : candidates(all, asked.word, involved, chosen);
}
