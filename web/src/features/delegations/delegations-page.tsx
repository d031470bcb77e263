import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { User } from "@/api/session";
import { Crumbs } from "@/ui/crumbs";
import pageStyles from "@/ui/page.module.css";
import { useTitle } from "@/ui/use-title";
import { AbsenceList } from "./absence-list";
import { DelegationList } from "./delegation-list";
import styles from "./delegations.module.css";

/** 代理と不在: who acts for whom and from when to when; administrators see everybody's. */
export function DelegationsPage({ user }: { user: User }) {
  const { t } = useTranslation();
  useTitle(t("delegations.title"));
  return (
    <div className={`${pageStyles.page} ${pageStyles.narrow}`}>
      <Crumbs items={[{ key: "apps", node: <Link to="/">{t("shell.apps")}</Link> }]} />
      <div className={pageStyles.head}>
        <h1>{t("delegations.title")}</h1>
      </div>
      <p className={styles.lead}>{t("delegations.lead")}</p>
      {user.isAdministrator ? <p className={styles.lead}>{t("delegations.leadAll")}</p> : null}
      <DelegationList user={user} />
      <AbsenceList user={user} />
    </div>
  );
}
