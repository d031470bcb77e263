import { useNavigate, useSearch } from "@tanstack/react-router";
import { AccessPage } from "@/features/access/access-page";
import { useCurrentUser } from "./signed-in";

/** Who can see what: fetched when somebody asks. */
export function AccessRoute() {
  const search = useSearch({ from: "/access" });
  const navigate = useNavigate({ from: "/access" });
  const user = useCurrentUser();
  return (
    <AccessPage search={search} user={user} onAsk={(next) => void navigate({ search: next })} />
  );
}
