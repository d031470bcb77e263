import { Button, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Changes } from "@/api/records";
import type { FieldMap, FieldProperty, WireRecord, WireValue } from "@/api/wire";
import { showMoment } from "@/fields/moments";
import { fieldUi } from "@/fields/registry";
import { asEntities, asText } from "@/fields/values";
import { useLocale } from "@/i18n/locale";
import styles from "./form.module.css";
import recordStyles from "./record.module.css";

interface Props {
  fields: FieldMap;
  /** The record as it was when editing began. */
  before: WireRecord;
  /** The record as somebody else left it; null while there is no conflict. */
  latest: WireRecord | null;
  changes: Changes;
  mine: (code: string) => WireValue;
  isSaving: boolean;
  onKeep: () => void;
  onClose: () => void;
}

const SYSTEM = /^(CREATOR|CREATED_TIME|MODIFIER|UPDATED_TIME|RECORD_NUMBER|__.*)$/;

function differing({ fields, before, latest }: Props): FieldProperty[] {
  return Object.values(fields).filter(({ code, type }) => {
    const theirs = JSON.stringify(latest?.[code]?.value);
    return !SYSTEM.test(type) && theirs !== JSON.stringify(before[code]?.value);
  });
}

/** 競合: tells who saved first and what differs; what was typed is kept until it is settled. */
export function ConflictDialog(props: Props) {
  const { t } = useTranslation();
  const { latest } = props;
  return (
    <Modal
      opened={latest !== null}
      onClose={props.onClose}
      title={t("form.conflict")}
      closeButtonProps={{ "aria-label": t("common.close") }}
      size="xl"
      centered
    >
      {latest ? <Body {...props} latest={latest} /> : null}
    </Modal>
  );
}

function Body(props: Props & { latest: WireRecord }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const all = Object.values(props.latest);
  const name = asEntities(all.find((field) => field.type === "MODIFIER")?.value)[0]?.name ?? "";
  const moment = asText(all.find((field) => field.type === "UPDATED_TIME")?.value);
  const rows = differing(props);
  return (
    <div className={recordStyles.modalForm}>
      <p>{t("form.conflictLead", { name, time: showMoment(moment, locale) })}</p>
      {rows.length === 0 ? (
        <p>{t("form.conflictNone")}</p>
      ) : (
        <Differences {...props} rows={rows} />
      )}
      <div className={recordStyles.modalActions}>
        <Button variant="default" onClick={props.onClose}>
          {t("form.stay")}
        </Button>
        <Button loading={props.isSaving} onClick={props.onKeep}>
          {t("form.conflictKeep")}
        </Button>
      </div>
    </div>
  );
}

function Differences(props: Props & { latest: WireRecord; rows: FieldProperty[] }) {
  const { t } = useTranslation();
  return (
    <div className={styles.tableBox}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t("form.conflictField")}</th>
            <th>{t("form.conflictTheirs")}</th>
            <th>{t("form.conflictMine")}</th>
          </tr>
        </thead>
        <tbody>
          {props.rows.map((property) => {
            const { Cell } = fieldUi(property.type);
            const { code } = property;
            return (
              <tr key={code}>
                <th scope="row">{property.label}</th>
                <td>
                  <Cell value={props.latest[code]?.value ?? null} property={property} isDense />
                </td>
                <td>
                  {code in props.changes ? (
                    <Cell value={props.mine(code)} property={property} isDense />
                  ) : (
                    t("form.conflictUnchanged")
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
