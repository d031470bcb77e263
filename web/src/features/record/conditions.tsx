import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Condition, completeCondition } from "@/api/routes";
import { showMoment } from "@/fields/moments";
import { useLocale } from "@/i18n/locale";
import { Chip } from "@/ui/chip";
import { useProblemText } from "@/ui/problem-text";
import { say } from "@/ui/said";
import styles from "./record.module.css";
import { useProcessReload } from "./use-process";

interface Props {
  appId: string;
  recordId: string;
  conditions: readonly Condition[];
}

/** 条件付き承認: what was approved under, and which of it is met. */
export function Conditions({ appId, recordId, conditions }: Props) {
  const { t } = useTranslation();
  const locale = useLocale();
  const textOf = useProblemText();
  const reload = useProcessReload({ appId, recordId });
  const complete = useMutation({
    mutationFn: (id: string) => completeCondition(appId, recordId, id),
    onSuccess: async () => {
      await reload();
      say(t("act.conditionCompleted"));
    },
  });
  if (conditions.length === 0) return null;
  return (
    <section className={styles.part} aria-labelledby="conditions">
      <h2 id="conditions">{t("act.conditionsTitle")}</h2>
      <ul className={styles.plainList}>
        {conditions.map((one) => (
          <li key={one.id} className={styles.entry}>
            <span>
              {one.text}{" "}
              <Chip tone={one.doneAt ? "done" : "back"}>
                {one.doneAt
                  ? t("act.conditionDone", {
                      name: one.by?.name ?? "",
                      time: showMoment(one.doneAt, locale),
                    })
                  : t("act.conditionOpen")}
              </Chip>
            </span>
            {one.doneAt ? null : (
              <Button
                variant="default"
                size="compact-sm"
                aria-label={t("act.conditionCompleteOf", { text: one.text })}
                loading={complete.isPending && complete.variables === one.id}
                onClick={() => complete.mutate(one.id)}
              >
                {t("act.conditionComplete")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {complete.error ? <p role="alert">{textOf(complete.error)}</p> : null}
    </section>
  );
}
