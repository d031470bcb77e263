import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { type TaskFilter, type TaskKind, type Tasks, tasks, tasksKey } from "@/api/tasks";

/** The tasks of a kind, page after page. */
export function useTasks(kind: TaskKind, filter: TaskFilter) {
  const query = useInfiniteQuery({
    queryKey: tasksKey(kind, filter),
    queryFn: ({ pageParam }) => tasks(kind, filter, pageParam),
    initialPageParam: "",
    getNextPageParam: (last: Tasks) => last.next ?? undefined,
    staleTime: 0,
  });
  return { ...query, all: query.data?.pages.flatMap((page) => page.tasks) };
}

/** Reads again whatever an action on tasks may have changed. */
export function useReload(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await client.invalidateQueries({ queryKey: ["tasks"] });
    for (const queryKey of [["records"], ["record"], ["process"]])
      void client.invalidateQueries({ queryKey });
  };
}
