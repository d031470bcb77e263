import { useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { noteVisit } from "@/api/portal";

const PLACE = /^\/apps\/(\d+)(?:\/records\/(\d+))?$/;
const STAYED = 1500;

/** Notes what somebody opens and stays on, for 最近開いたもの. */
export function useVisits(): void {
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => {
    const [, app, record] = PLACE.exec(path) ?? [];
    if (!app) return;
    const timer = setTimeout(() => noteVisit(app, record), STAYED);
    return () => clearTimeout(timer);
  }, [path]);
}
