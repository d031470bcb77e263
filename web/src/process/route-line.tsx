import { useTranslation } from "react-i18next";
import type { RouteLine, RouteStep } from "@/api/routes";
import { showMoment } from "@/fields/moments";
import { useLocale } from "@/i18n/locale";
import { AskedPeople } from "./asked-people";
import { Because } from "./because";
import styles from "./route.module.css";
import { secondsSince, useSpan } from "./span";
import { StepStateChip } from "./step-state";

interface Props {
  line: RouteLine;
  step: RouteStep;
  isPreview: boolean;
}

/** One line: who is asked and why; then who did what, when, and how long it took. */
export function RouteLineView({ line, step, isPreview }: Props) {
  const { t } = useTranslation();
  const isAlone = step.lines.length === 1;
  const isSaid = !isPreview && !isAlone && line.state !== step.state;
  return (
    <div className={styles.line}>
      {line.name && line.name !== step.name ? (
        <p className={styles.lineName}>{line.name}</p>
      ) : null}
      {isSaid ? <StepStateChip state={line.state} /> : null}
      <AskedPeople people={line.people} />
      {line.people.length > 1 ? (
        <p className={styles.soft}>
          {t(line.need === "ALL" ? "route.needAll" : "route.needAny")}
        </p>
      ) : null}
      {isPreview ? null : <Course line={line} />}
      <Because texts={line.because} />
    </div>
  );
}

/** What has happened in a line so far. */
function Course({ line }: { line: RouteLine }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const span = useSpan();
  return (
    <>
      {line.by ? (
        <p className={styles.acted}>
          <strong>{line.action}</strong>{" "}
          {line.onBehalfOf
            ? t("route.onBehalf", { by: line.by.name, principal: line.onBehalfOf.name })
            : line.by.name}
          {line.leftAt ? (
            <time dateTime={line.leftAt}> {showMoment(line.leftAt, locale)}</time>
          ) : null}
        </p>
      ) : null}
      {line.reason ? (
        <p className={styles.reason}>
          {t("route.reason")}: {line.reason.code} {line.reason.text}
        </p>
      ) : null}
      {line.comment ? <p className={styles.comment}>{line.comment}</p> : null}
      {line.state === "open" && line.enteredAt ? (
        <p className={styles.soft}>
          {t("route.waitingNow", { span: span(secondsSince(line.enteredAt)) })}
        </p>
      ) : null}
      {line.enteredAt ? <Times line={line} /> : null}
    </>
  );
}

/** How long a line was waited for, worked on, and that within business hours. */
export function Times({ line }: { line: Pick<RouteLine, "waited" | "worked" | "business"> }) {
  const { t } = useTranslation();
  const span = useSpan();
  const parts = (["waited", "worked", "business"] as const).flatMap((key) => {
    const seconds = line[key];
    return seconds === null ? [] : [{ key, text: span(seconds) }];
  });
  if (parts.length === 0) return null;
  return (
    <dl className={styles.times}>
      {parts.map(({ key, text }) => (
        <div key={key}>
          <dt>{t(`route.${key}`)}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
