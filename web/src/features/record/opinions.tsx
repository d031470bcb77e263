import { Button, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { answerOpinion, type Opinion } from "@/api/routes";
import { showMoment } from "@/fields/moments";
import { useLocale } from "@/i18n/locale";
import { useProblemText } from "@/ui/problem-text";
import { say } from "@/ui/said";
import styles from "./record.module.css";
import { useProcessReload } from "./use-process";

interface Props {
  appId: string;
  recordId: string;
  userCode: string;
  opinions: readonly Opinion[];
}

/** 回覧: who was asked what, and what they said; whoever is asked answers here. */
export function Opinions({ appId, recordId, userCode, opinions }: Props) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (opinions.length === 0) return null;
  return (
    <section className={styles.part} aria-labelledby="opinions">
      <h2 id="opinions">{t("act.opinions")}</h2>
      <ul className={styles.plainList}>
        {opinions.map((one) => (
          <li key={one.id}>
            <p className={styles.said}>
              <strong>{one.asked.name}</strong>{" "}
              <span className={styles.soft}>
                {t("act.askedBy", { name: one.by.name })} {showMoment(one.askedAt, locale)}
              </span>
              <br />
              {one.question}
            </p>
            {one.answeredAt ? (
              <p className={styles.said}>
                <span className={styles.soft}>
                  {t("act.answer")} {showMoment(one.answeredAt, locale)}
                </span>
                <br />
                {one.answer}
              </p>
            ) : null}
            {one.answeredAt === null && one.asked.code === userCode ? (
              <Answer appId={appId} recordId={recordId} opinion={one} />
            ) : null}
            {one.answeredAt === null && one.asked.code !== userCode ? (
              <p className={styles.soft}>{t("act.opinionWaits")}</p>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Answer(props: { appId: string; recordId: string; opinion: Opinion }) {
  const { t } = useTranslation();
  const { appId, recordId, opinion } = props;
  const textOf = useProblemText();
  const reload = useProcessReload({ appId, recordId });
  const [text, setText] = useState("");
  const [isAsked, setAsked] = useState(false);
  const answer = useMutation({
    mutationFn: () => answerOpinion(appId, recordId, opinion.id, text.trim()),
    onSuccess: async () => {
      await reload();
      say(t("act.answered"));
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (text.trim()) answer.mutate();
  };
  const missing = isAsked && !text.trim() ? t("act.answerMissing") : null;
  return (
    <form className={styles.answer} onSubmit={submit} noValidate>
      <Textarea
        label={t("act.answer")}
        autosize
        minRows={2}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={answer.error ? textOf(answer.error) : missing}
      />
      <Button type="submit" variant="default" loading={answer.isPending}>
        {t("act.answerSend")}
      </Button>
    </form>
  );
}
