import { useTranslation } from "react-i18next";
import type { RouteStep } from "@/api/routes";
import { Due } from "./due";
import styles from "./route.module.css";
import { RouteLineView } from "./route-line";
import { StepStateChip } from "./step-state";

interface Props {
  steps: readonly RouteStep[];
  /** Nothing has happened yet, so nothing is said of it. */
  isPreview?: boolean;
  label?: string;
}

/** The steps of a route in order, each with its lines side by side. */
export function RouteSteps({ steps, isPreview = false, label }: Props) {
  const { t } = useTranslation();
  return (
    <ol className={styles.steps} aria-label={label ?? t("route.steps")}>
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step that was returned to comes twice
        <li key={index} className={styles.step} data-state={step.state}>
          <span className={styles.number} aria-hidden="true">
            {step.number}
          </span>
          <div className={styles.body}>
            <div className={styles.stepHead}>
              <p className={styles.stepName}>{step.name}</p>
              {isPreview ? null : <StepStateChip state={step.state} />}
              <Due at={step.dueAt} isOpen={step.state === "open"} />
            </div>
            <Join step={step} />
            <div className={styles.lines}>
              {step.lines.map((line, place) => (
                <RouteLineView
                  // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a step stay in order
                  key={place}
                  line={line}
                  step={step}
                  isPreview={isPreview}
                />
              ))}
            </div>
          </div>
        </li>
      ))}
    </ol>
  );
}

/** Of lines side by side: how many must pass. */
function Join({ step }: { step: RouteStep }) {
  const { t } = useTranslation();
  const total = new Set(step.lines.map((line) => line.name)).size;
  if (total < 2) return null;
  const isAll = step.join === 0 || step.join >= total;
  return (
    <p className={styles.soft}>
      {t("route.lines", { count: total })}{" "}
      {isAll ? t("route.joinAll") : t("route.joinSome", { total, count: step.join })}
    </p>
  );
}
