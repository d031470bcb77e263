import { IconAlertCircle } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";
import { useProblemText } from "@/ui/problem-text";
import styles from "./form.module.css";
import { inputId } from "./form-context";
import { focusInput, type Placed } from "./problems";
import type { useSaving } from "./saving";

interface Props {
  problems: readonly Placed[];
  /** What the server said of the whole, where no field is to blame. */
  message: string | null;
  /** Changes with every attempt, so that the focus comes here each time. */
  attempt: number;
}

/** What must be put right, all of it at the top; each line leads to its input. */
export function ErrorSummary({ problems, message, attempt }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const isShown = problems.length > 0 || message !== null;
  useEffect(() => {
    if (!isShown || attempt === 0) return;
    box.current?.focus();
    box.current?.scrollIntoView({ block: "center" });
  }, [attempt, isShown]);
  if (!isShown) return null;
  const title =
    problems.length > 0 ? t("form.problems", { count: problems.length }) : t("form.failed");
  return (
    <div ref={box} role="alert" tabIndex={-1} className={styles.summary}>
      <p className={styles.summaryTitle}>
        <IconAlertCircle size={20} aria-hidden="true" />
        {title}
      </p>
      {problems.length > 0 ? (
        <ul className={styles.summaryList}>
          {problems.map((one) => (
            <li key={one.name}>
              <a
                href={`#${inputId(one.name)}`}
                onClick={(event) => {
                  event.preventDefault();
                  focusInput(inputId(one.name));
                }}
              >
                {one.row === null
                  ? one.label
                  : t("common.of", { label: one.label, row: one.row + 1 })}
              </a>
              <span>{one.message}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p className={styles.summaryText}>{message}</p>
      )}
    </div>
  );
}

interface FailureProps {
  saving: ReturnType<typeof useSaving>;
  /** A conflict is being settled in a dialog of its own. */
  isSettled: boolean;
}

/** Why saving failed: at the top, unless it is being settled elsewhere. */
export function Failure({ saving, isSettled }: FailureProps) {
  const textOf = useProblemText();
  const { error, isPending } = saving.save;
  const isConflict = error instanceof Problem && error.isConflict;
  const isPlaced = error instanceof Problem && Object.keys(error.errors).length > 0;
  const isQuiet = isPending || isSettled || isConflict || saving.problems.length > 0;
  const message = error && !isQuiet && !isPlaced ? textOf(error) : null;
  return <ErrorSummary problems={saving.problems} message={message} attempt={saving.attempt} />;
}
