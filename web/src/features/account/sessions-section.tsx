import { Button } from "@mantine/core";
import { IconDeviceDesktop } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { endOtherSessions, endSession, type OpenSession, sessionsQuery } from "@/api/account";
import { Chip } from "@/ui/chip";
import { say } from "@/ui/said";
import { ErrorState, LoadingLines } from "@/ui/states";
import styles from "./account.module.css";
import { agentName } from "./agent-name";
import { useWhen } from "./when";

/** ログイン中の端末. */
export function SessionsSection() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(sessionsQuery);
  const end = useMutation({
    mutationFn: (handle: string | null) =>
      handle === null ? endOtherSessions() : endSession(handle),
    onSuccess: () => say(t("account.sessions.ended")),
    onSettled: () => client.invalidateQueries(sessionsQuery),
  });
  const others = data?.filter((one) => !one.isCurrent) ?? [];
  return (
    <section className={styles.section} aria-labelledby="sessions-title">
      <div>
        <h2 id="sessions-title">{t("account.sessions.title")}</h2>
        <p className={styles.sectionLead}>{t("account.sessions.lead")}</p>
      </div>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <LoadingLines lines={2} height={44} /> : null}
      {end.error ? <ErrorState error={end.error} /> : null}
      <ul className={styles.rows}>
        {data?.map((one) => (
          <Row key={one.handle} session={one} onEnd={() => end.mutate(one.handle)} />
        ))}
      </ul>
      {others.length > 0 ? (
        <div>
          <Button variant="default" loading={end.isPending} onClick={() => end.mutate(null)}>
            {t("account.sessions.endOthers")}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

function Row({ session, onEnd }: { session: OpenSession; onEnd: () => void }) {
  const { t } = useTranslation();
  const when = useWhen();
  const name = agentName(session.agent) ?? t("account.sessions.unknownAgent");
  return (
    <li className={styles.row}>
      <IconDeviceDesktop size={22} aria-hidden="true" className={styles.icon ?? ""} />
      <div className={styles.words}>
        <span className={styles.name}>
          {name}
          {session.isCurrent ? <Chip tone="done">{t("account.sessions.here")}</Chip> : null}
        </span>
        <span className={styles.soft}>
          {session.address}・{t(`account.sessions.road_${session.road}`)}
        </span>
        <span className={styles.soft}>
          {t("account.sessions.lastUsed", { time: when(session.lastUsedAt) })}
        </span>
        <span className={styles.soft}>
          {t("account.sessions.signedIn", { time: when(session.signedInAt) })}
        </span>
      </div>
      {session.isCurrent ? null : (
        <Button
          variant="default"
          size="xs"
          aria-label={t("account.sessions.endNamed", { name })}
          onClick={onEnd}
        >
          {t("account.sessions.end")}
        </Button>
      )}
    </li>
  );
}
