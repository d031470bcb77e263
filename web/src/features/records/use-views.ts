import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import {
  changeView,
  chooseViews,
  deleteView,
  type SavedView,
  saveView,
  type ViewChoices,
  type ViewWish,
  viewsQuery,
} from "@/api/views";
import type { View } from "@/api/wire";
import { NO_VIEWS, type OwnView, ownViews } from "./views";

/** The views of an app and what can be done with them; null while they are not there yet. */
export function useViews(appId: string, defined: readonly View[]) {
  const { data, isError } = useQuery(viewsQuery(appId));
  const saved = data ?? (isError ? NO_VIEWS : null);
  const views = useMemo<OwnView[]>(
    () => (saved ? ownViews(defined, saved) : []),
    [defined, saved],
  );
  return saved ? { saved, views } : null;
}

export function useViewChanges(appId: string) {
  const client = useQueryClient();
  const { queryKey } = viewsQuery(appId);
  const reload = () => client.invalidateQueries({ queryKey });
  const save = useMutation({
    mutationFn: ({ id, wish }: { id: string | null; wish: ViewWish }): Promise<SavedView> =>
      id === null ? saveView(appId, wish) : changeView(appId, id, wish),
    onSuccess: reload,
  });
  const remove = useMutation({
    mutationFn: (id: string) => deleteView(appId, id),
    onSuccess: reload,
  });
  const choose = useMutation({
    mutationFn: (choices: ViewChoices) => chooseViews(appId, choices),
    onMutate: (choices) => {
      client.setQueryData(queryKey, (before) => before && { ...before, choices });
    },
    onError: reload,
  });
  return { save, remove, choose };
}
