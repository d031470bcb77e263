import { IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { FieldProperty, WireValue } from "@/api/wire";
import { fieldUi } from "@/fields/registry";
import { isBlank } from "@/fields/values";
import styles from "./layout.module.css";

interface Props {
  property: FieldProperty;
  value: WireValue | undefined;
  /** Said in place of a value that is not there yet. */
  hint?: string | undefined;
  /** In a form, between fields that are filled in: this one is only to be read, and why. */
  locked?: LockedBy | null;
  /** What a save would refuse of a value that nobody types. */
  error?: string | undefined;
}

/** A rule about the person, or the status of the record. */
export type LockedBy = "locked" | "frozen";

/** A field as it is read: its name above, its value below. */
export function ShownField({ property, value, hint, locked = null, error }: Props) {
  const { t } = useTranslation();
  const { Cell } = fieldUi(property.type);
  const isEmpty = value === undefined || isBlank(value);
  return (
    <dl style={{ margin: 0 }}>
      <dt className={property.noLabel ? "visually-hidden" : styles.name}>
        {property.label}
        {locked ? <Locked by={locked} /> : null}
      </dt>
      <dd className={styles.value}>
        {isEmpty ? (
          <span className={styles.blank}>
            {hint ?? (
              <>
                <span aria-hidden="true">—</span>
                <span className="visually-hidden">{t("common.none")}</span>
              </>
            )}
          </span>
        ) : (
          <Cell value={value} property={property} isDense={false} />
        )}
        {error ? <p className={styles.error}>{error}</p> : null}
      </dd>
    </dl>
  );
}

/** 閲覧のみ: a rule, or the record's status, lets the person see the field and not change it. */
export function Locked({ by }: { by: LockedBy }) {
  const { t } = useTranslation();
  return (
    <span className={styles.locked} title={t(`form.${by}Why`)}>
      <IconLock size={14} aria-hidden="true" />
      {t(`form.${by}`)}
    </span>
  );
}
