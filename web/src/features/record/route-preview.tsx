import { useTranslation } from "react-i18next";
import type { RecordAction, Route } from "@/api/routes";
import { Because } from "@/process/because";
import { RouteProblems } from "@/process/route-problems";
import { RouteSteps } from "@/process/route-steps";
import styles from "./record.module.css";

/** この申請は次の順に回ります: the route as it would be, and why, before anything is done. */
export function RoutePreview({ route, action }: { route: Route; action: RecordAction }) {
  const { t } = useTranslation();
  if (route.steps.length === 0 && route.problems.length === 0) return null;
  return (
    <section className={styles.preview} aria-labelledby="route-preview">
      <h2 id="route-preview">{t("act.preview")}</h2>
      <p className={styles.soft}>{t("act.previewLead", { action: action.name })}</p>
      <RouteProblems texts={route.problems} />
      <RouteSteps steps={route.steps} isPreview label={t("act.preview")} />
      <Because texts={route.because} isRoute />
    </section>
  );
}
