import { DelegationsPage } from "@/features/delegations/delegations-page";
import { useCurrentUser } from "./signed-in";

/** Who stands in for whom: fetched when somebody asks. */
export function DelegationsRoute() {
  return <DelegationsPage user={useCurrentUser()} />;
}
