import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { FieldShown, Told, Why } from "@/api/access";
import type { Right } from "@/api/rights";
import styles from "./access.module.css";
import { RightChips } from "./right-chips";

export interface Line extends Told {
  key: string;
  who: ReactNode;
}

interface Props {
  label: string;
  /** What a line is about: people or an app. */
  subject: string;
  lines: Line[];
}

/** A line for each person, group or app: what they may do, what is closed to them, and why. */
export function VerdictTable({ label, subject, lines }: Props) {
  const { t } = useTranslation();
  if (lines.length === 0) return null;
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{label}</caption>
      <thead>
        <tr>
          <th scope="col">{subject}</th>
          <th scope="col">{t("access.rights")}</th>
          <th scope="col">{t("access.why")}</th>
          <th scope="col">{t("access.fields")}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.key}>
            <th scope="row">{line.who}</th>
            <td data-label={t("access.rights")}>
              <RightChips rights={line.rights} />
            </td>
            <td data-label={t("access.why")}>
              <Reasons reasons={line.reasons} records={line.records ?? []} />
            </td>
            <td data-label={t("access.fields")}>
              <Fields line={line} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Reasons({ reasons, records }: { reasons: Why[]; records: Why[] }) {
  const { t } = useTranslation();
  return (
    <>
      <ul className={styles.reasons}>
        {reasons.map((why) => (
          <li key={why.text}>{why.text}</li>
        ))}
      </ul>
      {records.length > 0 ? (
        <details className={styles.details}>
          <summary>{t("access.recordRules", { count: records.length })}</summary>
          <ol className={styles.reasons}>
            {records.map((why) => (
              <li key={why.text}>
                {why.text}
                <RightChips rights={why.gives as Right[]} />
              </li>
            ))}
          </ol>
        </details>
      ) : null}
    </>
  );
}

type Closed = "hidden" | "readOnly" | "partly";

function closedOf({ sees, writes }: FieldShown): Closed {
  if (sees === "never") return "hidden";
  return sees === "always" && writes === "never" ? "readOnly" : "partly";
}

/** The fields that are closed, by name; which rule closes each is one step further. */
function Fields({ line }: { line: Line }) {
  const { t } = useTranslation();
  if (line.rights.length === 0) return <span className={styles.soft}>—</span>;
  if (line.fields.length === 0)
    return <span className={styles.soft}>{t("access.allFields")}</span>;
  const kinds: Closed[] = ["hidden", "readOnly", "partly"];
  const of = (kind: Closed) => line.fields.filter((field) => closedOf(field) === kind);
  return (
    <>
      <dl className={styles.fields}>
        {kinds.map((kind) =>
          of(kind).length > 0 ? (
            <div key={kind}>
              <dt>{t(`access.${kind}`)}</dt>
              <dd>
                {of(kind)
                  .map((field) => field.label)
                  .join("、")}
              </dd>
            </div>
          ) : null,
        )}
      </dl>
      <details className={styles.details}>
        <summary>{t("access.fieldRules", { count: line.fields.length })}</summary>
        <ul className={styles.reasons}>
          {line.fields.flatMap((field) =>
            field.reasons.map((why) => <li key={`${field.code} ${why.text}`}>{why.text}</li>),
          )}
        </ul>
      </details>
    </>
  );
}
