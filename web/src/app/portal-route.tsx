import { Navigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { PortalPage } from "@/features/portal/portal-page";
import { useCurrentUser } from "./signed-in";

/** Whether anything was shown yet: only then does the choice of the first page count. */
const arrival = { isOver: document.location.pathname !== "/" };

/** ホーム: what waits, what is at hand, what is told; or what somebody would rather see first. */
export function PortalRoute() {
  const user = useCurrentUser();
  const { landing } = user.preferences;
  const isElsewhere = landing !== "portal" && !arrival.isOver;
  useEffect(() => {
    arrival.isOver = true;
  }, []);
  if (isElsewhere) return <Navigate to={landing === "tasks" ? "/tasks" : "/apps"} replace />;
  return <PortalPage user={user} />;
}
