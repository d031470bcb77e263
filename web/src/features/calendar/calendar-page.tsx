import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { calendarQuery } from "@/api/calendar";
import type { User } from "@/api/session";
import { Crumbs } from "@/ui/crumbs";
import pageStyles from "@/ui/page.module.css";
import { ErrorState, LoadingLines } from "@/ui/states";
import { useTitle } from "@/ui/use-title";
import styles from "./calendar.module.css";
import { CalendarDesk } from "./calendar-desk";

/** 会社カレンダー: which days and hours the company works; administrators change them here. */
export function CalendarPage({ user }: { user: User }) {
  const { t } = useTranslation();
  useTitle(t("calendar.title"));
  const { data, error, refetch } = useQuery(calendarQuery);
  return (
    <div className={pageStyles.page}>
      <Crumbs items={[{ key: "apps", node: <Link to="/">{t("shell.apps")}</Link> }]} />
      <div className={pageStyles.head}>
        <h1>{t("calendar.title")}</h1>
      </div>
      <p className={styles.lead}>{t("calendar.lead")}</p>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <LoadingLines lines={10} height={36} /> : null}
      {data ? <CalendarDesk saved={data} user={user} /> : null}
    </div>
  );
}
