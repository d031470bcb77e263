import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { appsQuery } from "@/api/apps";
import type { AuthorityRow } from "@/api/authority";
import pageStyles from "@/ui/page.module.css";
import { EmptyState } from "@/ui/states";
import styles from "./authority.module.css";
import { useBands } from "./bands";

const MATRIX = "KENGEN"; // the code of the app that holds the rows

/** The rows in force on a day: for which cases, and who decides them in which order. */
export function RowsTable({ rows }: { rows: readonly AuthorityRow[] }) {
  const { t } = useTranslation();
  const { data: apps = [] } = useQuery(appsQuery);
  const app = apps.find((one) => one.code === MATRIX)?.appId ?? null;
  if (rows.length === 0)
    return <EmptyState title={t("authority.empty")} lead={t("authority.emptyLead")} />;
  return (
    <div className={`${pageStyles.card} ${styles.sheet}`}>
      <table className={styles.table}>
        <caption className="visually-hidden">{t("authority.rows")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("authority.category")}</th>
            <th scope="col">{t("authority.amount")}</th>
            <th scope="col">{t("authority.conditions")}</th>
            <th scope="col">{t("authority.steps")}</th>
            <th scope="col">{t("authority.period")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.row} row={row} app={app} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, app }: { row: AuthorityRow; app: string | null }) {
  const { t } = useTranslation();
  const { amount, conditions, period } = useBands();
  const name = `${row.category} ${row.number}`;
  return (
    <tr>
      <th scope="row" className={styles.name}>
        {app === null ? (
          name
        ) : (
          <Link to="/apps/$appId/records/$recordId" params={{ appId: app, recordId: row.row }}>
            {name}
          </Link>
        )}
      </th>
      <td data-label={t("authority.amount")}>{amount(row)}</td>
      <td data-label={t("authority.conditions")}>{conditions(row).join("、")}</td>
      <td data-label={t("authority.steps")}>
        <ol className={styles.order}>
          {row.steps.map((step) => (
            <li key={step.name}>{stepText(step)}</li>
          ))}
        </ol>
        {row.flaws.map((flaw) => (
          <p key={flaw.column} className={styles.flaw}>
            {flaw.column}: {flaw.text}
          </p>
        ))}
      </td>
      <td data-label={t("authority.period")} className={styles.period}>
        {period(row)}
      </td>
    </tr>
  );
}

/** Lines that run side by side are parted by ∥, people of one line by a comma. */
function stepText({ name, lines }: AuthorityRow["steps"][number]): string {
  const who = lines
    .map((line) => line.people.join("、"))
    .filter(Boolean)
    .join(" ∥ ");
  return who && who !== name ? `${name}（${who}）` : name;
}
