import { Alert } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Covered, Finding } from "@/api/authority";
import styles from "./authority.module.css";

/** Cases that no row is for, those that several claim, and rows that decide nothing. */
export function Coverage({ covered }: { covered: Covered }) {
  const { t } = useTranslation();
  const told = useFinding();
  const texts = [
    ...covered.categories.flatMap((each) => each.findings.map(told)),
    ...covered.unreadable.map((row) => t("authority.unreadable", { row: row.text })),
  ];
  const unused = covered.categories.flatMap((each) => each.unused);
  return (
    <section className={styles.section} aria-labelledby="coverage">
      <h2 id="coverage">{t("authority.coverage")}</h2>
      {covered.isComplete ? <p>{t("authority.covered")}</p> : null}
      {texts.length > 0 ? (
        <Alert color="orange" title={t("authority.gaps", { count: texts.length })}>
          <Texts texts={texts} />
        </Alert>
      ) : null}
      {unused.length > 0 ? (
        <details className={styles.unused}>
          <summary>{t("authority.unused", { count: unused.length })}</summary>
          <Texts texts={unused} />
        </details>
      ) : null}
    </section>
  );
}

function Texts({ texts }: { texts: readonly string[] }) {
  return (
    <ul className={styles.findings}>
      {[...new Set(texts)].map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

/** A finding in a sentence: which cases, and what is wrong with them. */
function useFinding(): (found: Finding) => string {
  const { t } = useTranslation();
  return (found) => {
    const extra = [
      found.noAmount ? t("authority.withoutAmount") : null,
      found.elsewhere ? t("authority.elsewhere") : null,
    ].filter((text) => text !== null);
    const cases = [found.text, ...extra].join("、");
    if (found.type === "gap") return t("authority.gap", { cases });
    return t("authority.overlap", { cases, rows: found.rows.join(" / ") });
  };
}
