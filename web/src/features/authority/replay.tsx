import { Button, Select } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { CHANGES, type Difference, type Replayed, replay } from "@/api/authority";
import type { Entity } from "@/api/wire";
import { groupDigits } from "@/fields/numbers";
import { DayInput } from "@/process/form-inputs";
import pageStyles from "@/ui/page.module.css";
import { SaidNo } from "@/ui/small-dialog";
import styles from "./authority.module.css";

const AT_FIRST = 20; // differences shown before somebody asks for the rest

/** 過去の案件で試す: which routes the draft of the matrix would change. */
export function Replay({ today, drafts }: { today: string; drafts: readonly string[] }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(drafts[0] ?? "");
  const [from, setFrom] = useState(`${Number(today.slice(0, 4)) - 1}${today.slice(4)}`);
  const [to, setTo] = useState(today);
  const run = useMutation({ mutationFn: () => replay(draft, from, to) });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    run.mutate();
  };
  return (
    <section className={styles.section} aria-labelledby="replay">
      <h2 id="replay">{t("authority.replay")}</h2>
      <p className={styles.soft}>{t("authority.replayLead")}</p>
      <form className={`${pageStyles.card} ${styles.form}`} onSubmit={submit} noValidate>
        <Select
          label={t("authority.draft")}
          data={[...drafts]}
          value={draft}
          onChange={(name) => setDraft(name ?? draft)}
          allowDeselect={false}
        />
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
  const { cases, changes, differences } = replayed;
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? differences : differences.slice(0, AT_FIRST);
  const changed = CHANGES.reduce((sum, change) => sum + (changes[change] ?? 0), 0);
  const counts = CHANGES.flatMap((change) => {
    const count = changes[change] ?? 0;
    return count > 0 ? [t(`authority.change.${change}`, { count })] : [];
  });
  return (
    <div className={`${pageStyles.card} ${styles.result}`} role="status">
      <p>{t("authority.replayed", { count: cases })}</p>
      <p>{counts.length > 0 ? counts.join("、") : t("authority.same")}</p>
      {differences.length === 0 ? null : (
        <table className={styles.table}>
          <caption className={styles.caption}>
            {t("authority.differs", { count: changed })}
            {shown.length < changed
              ? t("authority.differsShown", { shown: shown.length })
              : null}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t("authority.record")}</th>
              <th scope="col">{t("authority.before")}</th>
              <th scope="col">{t("authority.after")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <Changed key={`${one.app}/${one.record}`} one={one} />
            ))}
          </tbody>
        </table>
      )}
      {shown.length < differences.length ? (
        <Button variant="default" className={styles.run ?? ""} onClick={() => setWhole(true)}>
          {t("authority.differsAll", { count: differences.length - shown.length })}
        </Button>
      ) : null}
    </div>
  );
}

function Changed({ one }: { one: Difference }) {
  const { t } = useTranslation();
  const shown = (steps: Entity[][][]): string =>
    steps.map(stepText).join(" → ") || t("authority.noSteps");
  const about = [one.category, one.amount === null ? "" : `${groupDigits(one.amount)}円`];
  return (
    <tr>
      <th scope="row">
        <Link
          to="/apps/$appId/records/$recordId"
          params={{ appId: one.app, recordId: one.record }}
        >
          {t("tasks.untitled", { id: one.record })}
        </Link>
        <p className={styles.soft}>
          {about.filter(Boolean).join(" ")} {one.applicant.name}
        </p>
      </th>
      <td data-label={t("authority.before")}>{shown(one.before)}</td>
      <td data-label={t("authority.after")}>
        {shown(one.after)}
        {one.problems.map((text) => (
          <p key={text} className={styles.flaw}>
            {text}
          </p>
        ))}
      </td>
    </tr>
  );
}

/** The people of a step; lines that run side by side are parted by ∥. */
function stepText(lines: Entity[][]): string {
  return lines.map((people) => people.map((one) => one.name).join("、")).join(" ∥ ");
}
