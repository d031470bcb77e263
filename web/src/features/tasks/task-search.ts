import { TASK_KINDS, type TaskKind } from "@/api/tasks";

export interface TaskSearch {
  kind?: TaskKind;
}

/** Reads the address; what it does not know is 自分の番. */
export function readTaskSearch(search: Record<string, unknown>): TaskSearch {
  const kind = TASK_KINDS.find((one) => one === search.kind);
  return kind === undefined || kind === "mine" ? {} : { kind };
}
