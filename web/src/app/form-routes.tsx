import { useParams, useSearch } from "@tanstack/react-router";
import { AddPage, EditPage } from "@/features/record/edit-pages";
import { useCurrentUser } from "./signed-in";

/** The forms: fetched when somebody first writes. */
export function EditRoute() {
  const { appId, recordId } = useParams({ from: "/apps/$appId/records/$recordId/edit" });
  const user = useCurrentUser();
  return <EditPage key={recordId} appId={appId} recordId={recordId} user={user} />;
}

export function AddRoute() {
  const { appId } = useParams({ from: "/apps/$appId/new" });
  const { from, set } = useSearch({ from: "/apps/$appId/new" });
  const user = useCurrentUser();
  return (
    <AddPage
      key={`${appId}-${from ?? ""}`}
      appId={appId}
      from={from}
      preset={set ?? {}}
      user={user}
    />
  );
}
