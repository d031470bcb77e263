import { Autocomplete, Button, NumberInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type AuthorityRows, type Simulated, type Supposed, simulate } from "@/api/authority";
import type { User } from "@/api/session";
import { Because } from "@/process/because";
import { DayInput, YenInput } from "@/process/form-inputs";
import { PersonChoice } from "@/process/people-choice";
import { RouteProblems } from "@/process/route-problems";
import { RouteSteps } from "@/process/route-steps";
import pageStyles from "@/ui/page.module.css";
import { SaidNo } from "@/ui/small-dialog";
import styles from "./authority.module.css";
import { DraftChoice } from "./draft-choice";

interface Props {
  user: User;
  on: string;
  matrix: AuthorityRows;
}

/** この案件、この人、この日なら: who would be asked, and because of which rows. */
export function Simulator({ user, on, matrix }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Supposed>({
    category: "",
    amount: null,
    importance: "",
    risk: 0,
    organization: "",
    applicant: user.code,
    on,
    draft: "",
  });
  const [isAsked, setAsked] = useState(false);
  const change = (part: Partial<Supposed>): void => setDraft({ ...draft, ...part });
  const run = useMutation({ mutationFn: simulate });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (draft.category.trim()) run.mutate({ ...draft, category: draft.category.trim() });
  };
  return (
    <section className={styles.section} aria-labelledby="simulator">
      <h2 id="simulator">{t("authority.simulator")}</h2>
      <p className={styles.soft}>{t("authority.simulatorLead")}</p>
      <form className={`${pageStyles.card} ${styles.form}`} onSubmit={submit} noValidate>
        <Autocomplete
          label={t("authority.category")}
          data={[...new Set(matrix.rows.map((row) => row.category))]}
          value={draft.category}
          onChange={(category) => change({ category })}
          error={isAsked && !draft.category.trim() ? t("authority.categoryMissing") : null}
        />
        <YenInput
          label={t("authority.amount")}
          value={draft.amount ?? ""}
          onChange={(amount) => change({ amount: amount || null })}
        />
        <Autocomplete
          label={t("authority.importanceLabel")}
          data={[...new Set(matrix.rows.flatMap((row) => row.importance))]}
          value={draft.importance}
          onChange={(importance) => change({ importance })}
        />
        <NumberInput
          label={t("authority.riskScore")}
          min={0}
          allowDecimal={false}
          hideControls
          value={draft.risk}
          onChange={(risk) => change({ risk: Number(risk) || 0 })}
        />
        <PersonChoice
          label={t("authority.applicant")}
          value={draft.applicant}
          onChange={(applicant) => applicant && change({ applicant })}
        />
        <PersonChoice
          label={t("authority.organization")}
          kind="ORGANIZATION"
          value={draft.organization || null}
          onChange={(organization) => change({ organization: organization ?? "" })}
          isClearable
        />
        <DayInput
          label={t("authority.date")}
          value={draft.on}
          onChange={(day) => change({ on: day || on })}
        />
        {matrix.drafts.length > 0 ? (
          <DraftChoice
            drafts={matrix.drafts}
            value={draft.draft}
            onChange={(name) => change({ draft: name })}
          />
        ) : null}
        <Button type="submit" loading={run.isPending} className={styles.run ?? ""}>
          {t("authority.run")}
        </Button>
      </form>
      {run.error ? <SaidNo error={run.error} /> : null}
      {run.data ? <Result simulated={run.data} /> : null}
    </section>
  );
}

function Result({ simulated }: { simulated: Simulated }) {
  const { t } = useTranslation();
  const { steps, rows, because, problems } = simulated;
  return (
    <div className={`${pageStyles.card} ${styles.result}`} role="status">
      <p className={styles.resultTitle}>
        {t(steps.length > 0 ? "authority.result" : "authority.nobody")}
      </p>
      <RouteProblems texts={problems} />
      <RouteSteps steps={steps} isPreview label={t("authority.result")} />
      {rows.length > 0 ? (
        <p className={styles.soft}>
          {t("authority.resultRows")}: {rows.join(" ")}
        </p>
      ) : null}
      <Because texts={because} isRoute />
    </div>
  );
}
