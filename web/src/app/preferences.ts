import { useMantineColorScheme } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { type Preferences, savePreferences } from "@/api/preferences";
import { type Session, sessionQuery } from "@/api/session";
import { useCurrentUser } from "./signed-in";

const TEXT_SIZE = "urakata.text-size";

/** What was chosen last in this browser: the sign-in page looks so before anybody is known. */
export function paintBeforeSignIn(): void {
  paintTextSize(localStorage.getItem(TEXT_SIZE) ?? "standard");
}

function paintTextSize(size: string): void {
  document.documentElement.dataset.textSize = size;
  localStorage.setItem(TEXT_SIZE, size);
}

/** The settings of whoever is signed in; a change holds at once, and is kept on the server. */
export function usePreferences() {
  const client = useQueryClient();
  const { preferences } = useCurrentUser();
  const keep = (next: Partial<Preferences>): void =>
    void client.setQueryData(sessionQuery.queryKey, (now: Session | undefined) =>
      now?.user
        ? { user: { ...now.user, preferences: { ...now.user.preferences, ...next } } }
        : now,
    );
  const save = useMutation({
    mutationFn: savePreferences,
    onMutate: (changes: Partial<Preferences>) => {
      keep(changes);
      return preferences;
    },
    onSuccess: (kept) => keep(kept),
    onError: (_error, _changes, before) => keep(before ?? preferences),
  });
  return { preferences, change: save.mutate };
}

/** Lets the screen look as its reader likes it. */
export function useAppearance(): void {
  const { preferences } = useCurrentUser();
  const { theme, textSize } = preferences;
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => setColorScheme(theme === "system" ? "auto" : theme), [theme, setColorScheme]);
  useEffect(() => paintTextSize(textSize), [textSize]);
}
