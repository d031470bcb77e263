import { Button } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type StuckStep, stuckQuery } from "@/api/tasks";
import { showMoment } from "@/fields/moments";
import { useLocale } from "@/i18n/locale";
import { Chip } from "@/ui/chip";
import { Crumbs } from "@/ui/crumbs";
import pageStyles from "@/ui/page.module.css";
import { EmptyState, ErrorState, LoadingLines } from "@/ui/states";
import { useTitle } from "@/ui/use-title";
import { RepairDialog } from "./repair-dialog";
import styles from "./stuck.module.css";

/** 止まっている承認: routes that nobody can pass, and the way on for each. */
export function StuckPage() {
  const { t } = useTranslation();
  useTitle(t("stuck.title"));
  return (
    <div className={`${pageStyles.page} ${pageStyles.narrow}`}>
      <Crumbs items={[{ key: "apps", node: <Link to="/">{t("shell.apps")}</Link> }]} />
      <div className={pageStyles.head}>
        <h1>{t("stuck.title")}</h1>
      </div>
      <p className={styles.lead}>{t("stuck.lead")}</p>
      <Stuck />
    </div>
  );
}

function Stuck() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(stuckQuery);
  const [chosen, choose] = useState<StuckStep | null>(null);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={6} height={28} />;
  if (data.length === 0)
    return <EmptyState title={t("stuck.empty")} lead={t("stuck.emptyLead")} />;
  return (
    <>
      <ul className={styles.list}>
        {data.map((one) => (
          <Item key={one.id} one={one} onRepair={() => choose(one)} />
        ))}
      </ul>
      {chosen ? <RepairDialog one={chosen} onClose={() => choose(null)} /> : null}
    </>
  );
}

function Item({ one, onRepair }: { one: StuckStep; onRepair: () => void }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const title = one.title || t("tasks.untitled", { id: one.record });
  return (
    <li className={`${pageStyles.card} ${styles.item}`}>
      <div className={styles.about}>
        <Link
          to="/apps/$appId/records/$recordId"
          params={{ appId: one.app.id, recordId: one.record }}
          className={styles.title}
        >
          {title}
        </Link>
        <p className={styles.soft}>
          <span>{one.app.name}</span>
          {one.applicant ? <span>{t("tasks.filed", { name: one.applicant.name })}</span> : null}
          {one.enteredAt ? (
            <span>{t("stuck.since", { time: showMoment(one.enteredAt, locale) })}</span>
          ) : null}
          {one.assignees.length > 0 ? (
            <span>
              {t("stuck.now", { names: one.assignees.map((each) => each.name).join("、") })}
            </span>
          ) : null}
        </p>
        <div className={styles.why}>
          <Chip tone="back" hasDot>
            {`${one.status} ${one.step}`}
          </Chip>
          {one.problems.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
      </div>
      <Button
        variant="default"
        aria-label={t("stuck.repairOf", { title })}
        leftSection={<IconUserPlus size={18} aria-hidden="true" />}
        onClick={onRepair}
      >
        {t("stuck.repair")}
      </Button>
    </li>
  );
}
