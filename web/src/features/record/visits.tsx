import { useTranslation } from "react-i18next";
import type { Visit } from "@/api/routes";
import { showMoment } from "@/fields/moments";
import { useLocale } from "@/i18n/locale";
import { useSpan } from "@/process/span";
import styles from "./record.module.css";

const SPANS = ["waited", "worked", "business"] as const;

/** Every status the record was in: since when, how long, and who took it on. */
export function Visits({ visits }: { visits: readonly Visit[] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const span = useSpan();
  if (visits.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={t("route.visits")}>
      <table className={styles.visits}>
        <caption className={styles.caption}>{t("route.visits")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("route.status")}</th>
            <th scope="col">{t("route.entered")}</th>
            {SPANS.map((key) => (
              <th key={key} scope="col">
                {t(`route.${key}`)}
              </th>
            ))}
            <th scope="col">{t("route.action")}</th>
            <th scope="col">{t("route.actor")}</th>
          </tr>
        </thead>
        <tbody>
          {visits.map((visit) => (
            <tr key={`${visit.enteredAt} ${visit.status}`}>
              <th scope="row">{visit.status}</th>
              <td>{visit.enteredAt ? showMoment(visit.enteredAt, locale) : "—"}</td>
              {SPANS.map((key) => {
                const seconds = visit[key];
                return <td key={key}>{seconds === null ? "—" : span(seconds)}</td>;
              })}
              <td>
                {visit.action || "—"}
                {visit.reason ? ` (${visit.reason.code} ${visit.reason.text})` : null}
                {visit.comment ? <p className={styles.said}>{visit.comment}</p> : null}
              </td>
              <td>{actor(visit, t)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type Words = (key: "route.onBehalf", names: { by: string; principal: string }) => string;

function actor({ by, onBehalfOf }: Visit, t: Words): string {
  if (!by) return "—";
  if (!onBehalfOf) return by.name;
  return t("route.onBehalf", { by: by.name, principal: onBehalfOf.name });
}
