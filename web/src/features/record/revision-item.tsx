import { Button } from "@mantine/core";
import { IconArrowBackUp, IconArrowRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import {
  type FieldChange,
  isTable,
  type Revision,
  type RowChange,
  type TableChange,
  type ValueChange,
} from "@/api/history";
import type { FieldMap, FieldProperty, WireValue } from "@/api/wire";
import { showMoment } from "@/fields/moments";
import { fieldUi } from "@/fields/registry";
import { isBlank } from "@/fields/values";
import { useLocale } from "@/i18n/locale";
import styles from "./history.module.css";

interface Props {
  told: Revision;
  fields: FieldMap;
  /** Makes it the newest; absent where that makes no sense or may not be done. */
  onRevert: (() => void) | undefined;
}

/** One revision: who, when, from where, and every value before and after. */
export function RevisionItem({ told, fields, onRevert }: Props) {
  const { t } = useTranslation();
  const locale = useLocale();
  const name = t("history.revision", { revision: told.revision });
  return (
    <li className={styles.item}>
      <div className={styles.who}>
        <strong>{told.by.name || told.by.code}</strong>
        <span className={styles.operation}>{t(`history.operation.${told.operation}`)}</span>
        <time dateTime={told.at}>{showMoment(told.at, locale)}</time>
        <span className={styles.soft}>
          {name}・{t(`history.source.${told.source}`)}
          {told.address ? `（${told.address}）` : ""}
        </span>
        {onRevert ? (
          <Button
            size="compact-sm"
            variant="default"
            className={styles.revert ?? ""}
            aria-label={t("history.revertTo", { revision: told.revision })}
            leftSection={<IconArrowBackUp size={16} aria-hidden="true" />}
            onClick={onRevert}
          >
            {t("history.revert")}
          </Button>
        ) : null}
      </div>
      <About told={told} />
      <dl className={styles.changes}>
        {told.changes.map((change) => (
          <Change key={change.code} change={change} fields={fields} />
        ))}
      </dl>
    </li>
  );
}

function About({ told }: { told: Revision }) {
  const { t } = useTranslation();
  const said = [
    told.action ? t("history.action", { action: told.action }) : "",
    told.restoredFrom ? t("history.restoredFrom", { revision: told.restoredFrom }) : "",
  ].filter(Boolean);
  if (said.length === 0 && told.changes.length > 0) return null;
  return <p className={styles.soft}>{said.join(" ") || t("history.nothing")}</p>;
}

function Change({ change, fields }: { change: FieldChange; fields: FieldMap }) {
  const { t } = useTranslation();
  return (
    <div className={styles.change}>
      <dt>
        {change.label}
        {change.isDeleted ? <span className={styles.gone}>{t("history.deleted")}</span> : null}
      </dt>
      <dd>
        {isTable(change) ? (
          <Rows change={change} columns={fields[change.code]?.fields ?? {}} />
        ) : (
          <Values change={change} fields={fields} />
        )}
      </dd>
    </div>
  );
}

function Rows({ change, columns }: { change: TableChange; columns: FieldMap }) {
  const { t } = useTranslation();
  return (
    <ul className={styles.rows}>
      {change.rows.map((row: RowChange) => (
        <li key={`${row.id} ${row.operation}`}>
          <span className={styles.operation}>{t(`history.row.${row.operation}`)}</span>
          {row.changes.map((one) => (
            <span key={one.code} className={styles.cell}>
              <span className={styles.soft}>{one.label}</span>
              <Values change={one} fields={columns} isGone={row.operation === "DELETE"} />
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

interface ValuesProps {
  change: ValueChange;
  fields: FieldMap;
  /** Its row was deleted: there is no after. */
  isGone?: boolean;
}

/** Before and after; of what was added or deleted, the one there is. */
function Values({ change, fields, isGone = false }: ValuesProps) {
  const { t } = useTranslation();
  const property = fields[change.code] ?? { ...change, type: change.type };
  const [hadOne, hasOne] = [!isBlank(change.before), !isBlank(change.after)];
  return (
    <span className={styles.values}>
      {hadOne ? (
        <del>
          <span className="visually-hidden">{t("history.before")}</span>
          <Value value={change.before} property={property} />
        </del>
      ) : null}
      {hadOne && !isGone ? (
        <IconArrowRight size={14} aria-hidden="true" className={styles.arrow} />
      ) : null}
      {hasOne ? (
        <ins>
          <span className="visually-hidden">{t("history.after")}</span>
          <Value value={change.after} property={property} />
        </ins>
      ) : isGone ? null : (
        <span className={styles.soft}>{t("history.emptied")}</span>
      )}
    </span>
  );
}

function Value({ value, property }: { value: WireValue; property: FieldProperty }) {
  const { Cell } = fieldUi(property.type);
  return <Cell value={value} property={property} isDense />;
}
