import { useParams, useSearch } from "@tanstack/react-router";
import { RecordList } from "@/features/records/record-list";

/** An app's records: fetched when the first app is opened. */
export function ListRoute() {
  const { appId } = useParams({ from: "/apps/$appId" });
  const search = useSearch({ from: "/apps/$appId" });
  return <RecordList key={appId} appId={appId} search={search} />;
}
