import { useParams } from "@tanstack/react-router";
import { RecordPage } from "@/features/record/record-page";
import { useCurrentUser } from "./signed-in";

/** One record to read: fetched when the first is opened, not with the list. */
export function RecordRoute() {
  const { appId, recordId } = useParams({ from: "/apps/$appId/records/$recordId" });
  const user = useCurrentUser();
  return <RecordPage key={recordId} appId={appId} recordId={recordId} user={user} />;
}
