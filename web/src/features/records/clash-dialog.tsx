import { Button, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { FieldProperty, WireValue } from "@/api/wire";
import { showMoment } from "@/fields/moments";
import { asEntities, asText } from "@/fields/values";
import { cellText } from "@/grid/cell-text";
import { useLocale } from "@/i18n/locale";
import type { CellEdits } from "./cell-edits";
import type { Clash } from "./edit-steps";
import styles from "./paste.module.css";

interface Props {
  edits: CellEdits;
  clashes: readonly Clash[];
  propertyOf: (code: string) => FieldProperty | undefined;
}

/** 競合: somebody else gave the same cell another value; whose stays is asked, cell by cell. */
export function ClashDialog({ edits, clashes, propertyOf }: Props) {
  const { t } = useTranslation();
  const where = useLocale();
  const clash = clashes[0];
  if (!clash) return null;
  const all = Object.values(clash.latest);
  const name = asEntities(all.find(({ type }) => type === "MODIFIER")?.value)[0]?.name ?? "";
  const moment = asText(all.find(({ type }) => type === "UPDATED_TIME")?.value);
  const property = propertyOf(clash.code);
  const shown = (value: WireValue): string =>
    (property && cellText(value, property, where)) || t("grid.blank");
  return (
    <Modal
      opened
      centered
      onClose={() => edits.settle(clash, false)}
      title={t("grid.clash")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <div className={styles.body}>
        <p>
          {t("grid.clashLead", {
            name,
            time: showMoment(moment, where),
            label: clash.label,
            theirs: shown(clash.theirs),
            mine: shown(clash.after),
          })}
        </p>
        <div className={styles.actions}>
          <Button variant="default" onClick={() => edits.settle(clash, false)}>
            {t("grid.clashTheirs")}
          </Button>
          <Button onClick={() => edits.settle(clash, true)}>{t("grid.clashMine")}</Button>
        </div>
      </div>
    </Modal>
  );
}
