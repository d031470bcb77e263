import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { securityQuery } from "@/api/account";
import pageStyles from "@/ui/page.module.css";
import { ErrorState, LoadingLines } from "@/ui/states";
import { useTitle } from "@/ui/use-title";
import styles from "./account.module.css";
import { FactorsSection } from "./factors-section";
import { PasswordSection } from "./password-section";
import { SessionsSection } from "./sessions-section";

/** アカウントとセキュリティ: how one signs in, and where one is signed in. */
export function AccountPage({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(securityQuery);
  useTitle(t("account.title"));
  return (
    <div className={`${pageStyles.page} ${pageStyles.narrow}`}>
      <div className={pageStyles.head}>
        <div className={pageStyles.title}>
          <h1>{t("account.title")}</h1>
        </div>
      </div>
      <p className={styles.lead}>{t("account.lead")}</p>
      <div className={styles.sections}>
        {children}
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <LoadingLines lines={4} height={72} /> : null}
        {data ? (
          <>
            <PasswordSection shortest={data.shortestPassword} />
            <FactorsSection security={data} />
            <SessionsSection />
          </>
        ) : null}
      </div>
    </div>
  );
}
