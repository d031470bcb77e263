import { IconCheck, IconCornerUpLeft, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { RouteLine, RouteStep, StepState } from "@/api/routes";
import { Due } from "./due";
import styles from "./flow.module.css";
import { StepStateChip } from "./step-state";

/** The steps at a glance: where the record is, and who has it now. */
export function RouteFlow({ steps }: { steps: readonly RouteStep[] }) {
  const { t } = useTranslation();
  return (
    <ol className={styles.flow} aria-label={t("route.steps")}>
      {steps.map((step, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a step that was returned to comes twice
          key={index}
          className={styles.step}
          data-state={step.state}
          aria-current={step.state === "open" ? "step" : undefined}
        >
          <div className={styles.head}>
            <span className={styles.mark} aria-hidden="true">
              <Mark state={step.state} number={step.number} />
            </span>
            <span className={styles.name}>{step.name}</span>
          </div>
          <StepStateChip state={step.state} />
          <div className={styles.lines}>
            {step.lines.map((line, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a step stay in order
              <Line key={place} step={step} line={line} />
            ))}
          </div>
          {step.state === "open" ? <Due at={step.dueAt} isOpen /> : null}
        </li>
      ))}
    </ol>
  );
}

/** Who has it or had it, for whom, and why it went back. */
function Line({ step, line }: { step: RouteStep; line: RouteLine }) {
  const { t } = useTranslation();
  const isSaid = step.lines.length > 1 && line.state !== step.state;
  return (
    <div className={styles.line}>
      {line.name && line.name !== step.name ? (
        <span className={styles.soft}>{line.name}</span>
      ) : null}
      {isSaid ? <StepStateChip state={line.state} /> : null}
      <span>{line.people.map((one) => one.name).join("、") || t("route.nobody")}</span>
      {line.onBehalfOf && line.by ? (
        <span className={styles.soft}>
          {t("route.onBehalf", { by: line.by.name, principal: line.onBehalfOf.name })}
        </span>
      ) : null}
      {line.reason ? (
        <span className={styles.reason}>
          {t("route.reason")}: {line.reason.code} {line.reason.text}
        </span>
      ) : null}
      {line.reason && line.comment ? <span>{line.comment}</span> : null}
    </div>
  );
}

function Mark({ state, number }: { state: StepState; number: number }) {
  if (state === "passed") return <IconCheck size={16} />;
  if (state === "rejected") return <IconX size={16} />;
  if (state === "returned") return <IconCornerUpLeft size={16} />;
  return number;
}
