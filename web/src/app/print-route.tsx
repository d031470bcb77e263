import { useParams } from "@tanstack/react-router";
import { PrintPage } from "@/features/record/print-page";
import { useCurrentUser } from "./signed-in";

/** One record as a form on paper. */
export function PrintRoute() {
  const { appId, recordId } = useParams({ from: "/apps/$appId/records/$recordId/print" });
  return <PrintPage key={recordId} appId={appId} recordId={recordId} user={useCurrentUser()} />;
}
