import { useParams } from "@tanstack/react-router";
import { TrashPage } from "@/features/trash/trash-page";

/** An app's deleted records: fetched when somebody looks for one. */
export function TrashRoute() {
  const { appId } = useParams({ from: "/apps/$appId/trash" });
  return <TrashPage key={appId} appId={appId} />;
}
