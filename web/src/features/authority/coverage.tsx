import { Alert } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { coverageQuery } from "@/api/authority";
import { ErrorState, LoadingLines } from "@/ui/states";
import styles from "./authority.module.css";

/** Cases that no row is for, and those that two rows claim. */
export function Coverage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(coverageQuery);
  return (
    <section className={styles.section} aria-labelledby="coverage">
      <h2 id="coverage">{t("authority.coverage")}</h2>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <LoadingLines lines={2} /> : null}
      {data?.findings.length === 0 ? <p>{t("authority.covered")}</p> : null}
      {data && data.findings.length > 0 ? (
        <Alert color="orange" title={t("authority.gaps", { count: data.findings.length })}>
          <ul className={styles.findings}>
            {data.findings.map((one) => (
              <li key={one.text}>{one.text}</li>
            ))}
          </ul>
        </Alert>
      ) : null}
    </section>
  );
}
