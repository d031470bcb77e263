import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Route, routeQuery } from "@/api/routes";
import { Because } from "@/process/because";
import { RouteEnded } from "@/process/route-ended";
import { RouteSteps } from "@/process/route-steps";
import { EmptyState, ErrorState, LoadingLines } from "@/ui/states";
import styles from "./record.module.css";
import { processKeyAt } from "./use-process";
import { Visits } from "./visits";

interface Props {
  appId: string;
  recordId: string;
  revision: string;
}

/** 経路: everything about the way of a record, with reasons, times and earlier submissions. */
export function RoutePanel({ appId, recordId, revision }: Props) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({
    ...routeQuery(appId, recordId),
    queryKey: processKeyAt(appId, recordId, revision),
  });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={4} height={28} />;
  const isEmpty = data.steps.length + data.past.length + data.visits.length === 0;
  return isEmpty ? (
    <EmptyState title={t("page.noRoute")} lead={t("page.noRouteLead")} />
  ) : (
    <RouteInFull route={data} />
  );
}

export function RouteInFull({ route }: { route: Route }) {
  const { t } = useTranslation();
  const { applicant, submittedBy } = route;
  return (
    <div className={styles.disclosed}>
      {applicant ? (
        <p>
          {t("route.applicant")}: {applicant.name}
          {submittedBy && submittedBy.code !== applicant.code
            ? ` — ${t("route.submittedBy", { name: submittedBy.name })}`
            : null}
        </p>
      ) : null}
      <Because texts={route.because} isRoute />
      {route.steps.length > 0 ? <RouteSteps steps={route.steps} /> : null}
      {route.past.map((round) => (
        <details key={round.round} className={styles.disclosure}>
          <summary>
            {t("route.round", { round: round.round })} <RouteEnded state={round.state} />
          </summary>
          <RouteSteps steps={round.steps} label={t("route.round", { round: round.round })} />
        </details>
      ))}
      <Visits visits={route.visits} />
    </div>
  );
}
