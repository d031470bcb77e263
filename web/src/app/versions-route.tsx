import { useParams } from "@tanstack/react-router";
import { VersionsPage } from "@/features/versions/versions-page";

/** What an app was: fetched when somebody asks. */
export function VersionsRoute() {
  const { appId } = useParams({ from: "/apps/$appId/versions" });
  return <VersionsPage key={appId} appId={appId} />;
}
