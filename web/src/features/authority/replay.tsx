import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Difference, type Replayed, replay } from "@/api/authority";
import { DayInput } from "@/process/form-inputs";
import pageStyles from "@/ui/page.module.css";
import { SaidNo } from "@/ui/small-dialog";
import styles from "./authority.module.css";

/** 過去の案件で試す: which routes the draft of the matrix would change. */
export function Replay({ today }: { today: string }) {
  const { t } = useTranslation();
  const [from, setFrom] = useState(`${Number(today.slice(0, 4)) - 1}${today.slice(4)}`);
  const [to, setTo] = useState(today);
  const run = useMutation({ mutationFn: () => replay(from, to) });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    run.mutate();
  };
  return (
    <section className={styles.section} aria-labelledby="replay">
      <h2 id="replay">{t("authority.replay")}</h2>
      <p className={styles.soft}>{t("authority.replayLead")}</p>
      <form className={`${pageStyles.card} ${styles.form}`} onSubmit={submit} noValidate>
        <DayInput label={t("authority.replayFrom")} value={from} onChange={setFrom} />
        <DayInput label={t("authority.replayTo")} value={to} onChange={setTo} />
        <Button type="submit" loading={run.isPending} className={styles.run ?? ""}>
          {t("authority.replayRun")}
        </Button>
      </form>
      {run.error ? <SaidNo error={run.error} /> : null}
      {run.data ? <Differences replayed={run.data} /> : null}
    </section>
  );
}

function Differences({ replayed }: { replayed: Replayed }) {
  const { t } = useTranslation();
  const { cases, differences } = replayed;
  return (
    <div className={`${pageStyles.card} ${styles.result}`} role="status">
      <p>{t("authority.replayed", { count: cases })}</p>
      {differences.length === 0 ? (
        <p>{t("authority.same")}</p>
      ) : (
        <table className={styles.table}>
          <caption className={styles.caption}>
            {t("authority.differs", { count: differences.length })}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t("authority.record")}</th>
              <th scope="col">{t("authority.before")}</th>
              <th scope="col">{t("authority.after")}</th>
            </tr>
          </thead>
          <tbody>
            {differences.map((one) => (
              <Changed key={`${one.app.id}/${one.record}`} one={one} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function Changed({ one }: { one: Difference }) {
  const { t } = useTranslation();
  const shown = (steps: string[]): string => steps.join(" → ") || t("authority.noSteps");
  return (
    <tr>
      <th scope="row">
        <Link
          to="/apps/$appId/records/$recordId"
          params={{ appId: one.app.id, recordId: one.record }}
        >
          {one.title || t("tasks.untitled", { id: one.record })}
        </Link>
        <p className={styles.soft}>{one.app.name}</p>
      </th>
      <td data-label={t("authority.before")}>{shown(one.before)}</td>
      <td data-label={t("authority.after")}>{shown(one.after)}</td>
    </tr>
  );
}
