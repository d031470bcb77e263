import { NoticesPage } from "@/features/notices/notices-page";
import { useCurrentUser } from "./signed-in";

/** お知らせの管理: for administrators. */
export function AnnouncementsRoute() {
  return <NoticesPage canManage={useCurrentUser().isAdministrator} />;
}
