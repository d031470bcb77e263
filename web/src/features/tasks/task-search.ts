import { TASK_KINDS, type TaskFilter, type TaskKind } from "@/api/tasks";

export interface TaskSearch extends Omit<TaskFilter, "app"> {
  /** Of an app: a number, so that the address stays plain. */
  app?: number;
  kind?: TaskKind;
  /** 順に処理: one after another. */
  view?: "queue";
  /** Which is open there: `APP/RECORD`. */
  at?: string;
}

/** Reads the address; what it does not know is 自分の番. */
export function readTaskSearch(search: Record<string, unknown>): TaskSearch {
  const kind = TASK_KINDS.find((one) => one === search.kind) ?? "mine";
  const isMine = kind === "mine";
  return {
    ...(isMine ? {} : { kind }),
    ...(/^\d+$/.test(String(search.app)) ? { app: Number(search.app) } : {}),
    ...(isMine && search.late === true ? { late: true } : {}),
    ...(isMine && search.behalf === true ? { behalf: true } : {}),
    ...(isMine && search.view === "queue" ? { view: "queue" } : {}),
    ...(isMine && typeof search.at === "string" ? { at: search.at } : {}),
  };
}

/** What of the address narrows the list. */
export function filterOf({ app, late, behalf }: TaskSearch): TaskFilter {
  return {
    ...(app ? { app: String(app) } : {}),
    ...(late ? { late } : {}),
    ...(behalf ? { behalf } : {}),
  };
}

/** The same back as a part of the address. */
export function asSearch({ app, ...rest }: TaskFilter): TaskSearch {
  return { ...rest, ...(app ? { app: Number(app) } : {}) };
}
