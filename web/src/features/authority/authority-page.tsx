import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { User } from "@/api/session";
import { today } from "@/fields/moments";
import { DayInput } from "@/process/form-inputs";
import { Crumbs } from "@/ui/crumbs";
import pageStyles from "@/ui/page.module.css";
import { useTitle } from "@/ui/use-title";
import styles from "./authority.module.css";
import { Coverage } from "./coverage";
import { Replay } from "./replay";
import { RowsTable } from "./rows-table";
import { Simulator } from "./simulator";

/** 職務権限表: the rows in force, whether they leave gaps, and what would come of a case. */
export function AuthorityPage({ user }: { user: User }) {
  const { t } = useTranslation();
  const now = today(user.timezone);
  const [on, setOn] = useState(now);
  useTitle(t("authority.title"));
  return (
    <div className={pageStyles.page}>
      <Crumbs items={[{ key: "apps", node: <Link to="/">{t("shell.apps")}</Link> }]} />
      <div className={pageStyles.head}>
        <h1>{t("authority.title")}</h1>
      </div>
      <p className={styles.lead}>{t("authority.lead")}</p>
      <div className={styles.on}>
        <DayInput label={t("authority.on")} value={on} onChange={(day) => setOn(day || now)} />
      </div>
      <RowsTable on={on} />
      {user.isAdministrator ? <Coverage /> : null}
      <Simulator user={user} on={on} />
      {user.isAdministrator ? <Replay today={now} /> : null}
    </div>
  );
}
