import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { recordQuery } from "@/api/records";
import {
  type ActionRun,
  actionsQuery,
  processKey,
  type RecordAction,
  type Route,
  routeQuery,
  runAction,
  startWork,
} from "@/api/routes";
import { say } from "@/ui/said";

interface Where {
  appId: string;
  recordId: string;
}

/** Reads again whatever hangs on where the record stands. */
export function useProcessReload({ appId, recordId }: Where): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: recordQuery(appId, recordId).queryKey }),
      client.invalidateQueries({ queryKey: processKey(appId, recordId) }),
    ]);
    for (const queryKey of [
      ["records", appId],
      ["rights", appId],
      ["history", appId],
      ["tasks"],
    ])
      void client.invalidateQueries({ queryKey });
  };
}

/** What an action came to. */
export interface Moved {
  action: RecordAction;
  status: string;
  /** The record stays in its status: others are asked yet. */
  isOnItsWay: boolean;
}

interface Run extends Where {
  status: string;
  /** Tells it in its own way, before anything is read again. */
  onMoved?: ((moved: Moved) => void) | undefined;
}

/** Runs an action; whatever came of it, the screen then shows the record as it is. */
export function useRun(where: Run) {
  const { t } = useTranslation();
  const reload = useProcessReload(where);
  return useMutation({
    mutationFn: ({ run }: { action: RecordAction; run: ActionRun }) =>
      runAction(where.appId, where.recordId, run),
    onSuccess: async ({ status }, { action }) => {
      const isOnItsWay = action.kind === "APPROVE" && status === where.status;
      where.onMoved?.({ action, status, isOnItsWay });
      await reload();
      if (where.onMoved === undefined)
        say(isOnItsWay ? t("act.passed") : t("record.moved", { status }));
    },
    onError: reload,
  });
}

/** The key of a record's route as it stands with a revision. */
export function processKeyAt(appId: string, recordId: string, revision: string): string[] {
  return [...processKey(appId, recordId), "route", revision];
}

/** The route and what may be done: read again with every revision of the record. */
export function useProcess({ appId, recordId }: Where, revision: string) {
  const route = useQuery({
    ...routeQuery(appId, recordId),
    queryKey: processKeyAt(appId, recordId, revision),
    placeholderData: (before: Route | undefined) => before,
  });
  const actions = useQuery({
    ...actionsQuery(appId, recordId),
    queryKey: [...processKey(appId, recordId), "actions", revision],
  });
  return { route, actions };
}

/** Whether it is this person's turn in a route that they have not looked at yet. */
export function isFirstLook(route: Route, userCode: string): boolean {
  return route.steps
    .flatMap((step) => step.lines)
    .some(
      (line) =>
        line.state === "open" &&
        line.startedAt === null &&
        line.people.some(
          (one) =>
            one.code === userCode || one.delegates.some((each) => each.code === userCode),
        ),
    );
}

/** Tells once that somebody whose turn it is has the record before them: waiting ends, work begins. */
export function useStart({ appId, recordId }: Where, isFirst: boolean): void {
  useEffect(() => {
    if (isFirst) void startWork(appId, recordId).catch(() => undefined);
  }, [appId, recordId, isFirst]);
}
