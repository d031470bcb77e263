import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { portalQuery } from "@/api/portal";
import type { User } from "@/api/session";
import pageStyles from "@/ui/page.module.css";
import { ErrorState } from "@/ui/states";
import { useTitle } from "@/ui/use-title";
import { AppsBlock } from "./apps-block";
import { FavouritesBlock, VisitsBlock } from "./at-hand-blocks";
import { NoticesBlock } from "./notices-block";
import styles from "./portal.module.css";
import { TasksBlock } from "./tasks-block";

/** ホーム: what waits for somebody first, then what they need next to go on. */
export function PortalPage({ user }: { user: User }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(portalQuery);
  useTitle(t("portal.title"));
  return (
    <div className={`${pageStyles.page} ${styles.page}`}>
      <h1 className="visually-hidden">{t("portal.title")}</h1>
      <NoticesBlock
        announcements={data?.announcements ?? []}
        canManage={user.isAdministrator}
      />
      <div className={styles.columns}>
        <div className={styles.column}>
          <TasksBlock kind="mine" />
          <TasksBlock kind="filed" />
        </div>
        <div className={styles.column}>
          <AppsBlock favourites={data?.favourites} />
          {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
          <FavouritesBlock favourites={data?.favourites} />
          <VisitsBlock visits={data?.visits} />
        </div>
      </div>
    </div>
  );
}
