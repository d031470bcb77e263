import { AuthorityPage } from "@/features/authority/authority-page";
import { useCurrentUser } from "./signed-in";

/** Who decides what: fetched when somebody asks. */
export function AuthorityRoute() {
  return <AuthorityPage user={useCurrentUser()} />;
}
