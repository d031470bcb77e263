import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { coverageQuery, rowsQuery } from "@/api/authority";
import { Problem } from "@/api/problem";
import type { User } from "@/api/session";
import { today } from "@/fields/moments";
import { DayInput } from "@/process/form-inputs";
import { Crumbs } from "@/ui/crumbs";
import pageStyles from "@/ui/page.module.css";
import { useProblemText } from "@/ui/problem-text";
import { EmptyState, ErrorState, LoadingLines } from "@/ui/states";
import { useTitle } from "@/ui/use-title";
import styles from "./authority.module.css";
import { Coverage } from "./coverage";
import { DraftChoice } from "./draft-choice";
import { Replay } from "./replay";
import { RowsTable } from "./rows-table";
import { Simulator } from "./simulator";

const NO_MATRIX = "UR_AM04";

/** 職務権限表: the rows in force, whether they leave gaps, and what would come of a case. */
export function AuthorityPage({ user }: { user: User }) {
  const { t } = useTranslation();
  useTitle(t("authority.title"));
  return (
    <div className={pageStyles.page}>
      <Crumbs items={[{ key: "apps", node: <Link to="/">{t("shell.apps")}</Link> }]} />
      <div className={pageStyles.head}>
        <h1>{t("authority.title")}</h1>
      </div>
      <p className={styles.lead}>{t("authority.lead")}</p>
      <Matrix user={user} />
    </div>
  );
}

function Matrix({ user }: { user: User }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const now = today(user.timezone);
  const [on, setOn] = useState(now);
  const [draft, setDraft] = useState("");
  const { data, error, refetch } = useQuery(rowsQuery(on, draft));
  // only those who manage the matrix may check it and try its drafts
  const coverage = useQuery(coverageQuery);
  if (error instanceof Problem && error.code === NO_MATRIX)
    return <EmptyState title={t("authority.noApp")} lead={textOf(error)} />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const drafts = data?.drafts ?? [];
  return (
    <>
      <div className={styles.which}>
        <DayInput label={t("authority.on")} value={on} onChange={(day) => setOn(day || now)} />
        {drafts.length > 0 || draft ? (
          <DraftChoice drafts={drafts} value={draft} onChange={setDraft} />
        ) : null}
      </div>
      {data ? <RowsTable rows={data.rows} /> : <LoadingLines lines={5} height={28} />}
      {coverage.data ? <Coverage covered={coverage.data} /> : null}
      {data ? <Simulator user={user} on={on} matrix={data} /> : null}
      {coverage.data && drafts.length > 0 ? <Replay today={now} drafts={drafts} /> : null}
    </>
  );
}
