import { Button, Modal, Radio } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { WireRecord, WireValue } from "@/api/wire";
import { showMoment } from "@/fields/moments";
import { fieldUi } from "@/fields/registry";
import { asEntities, asText } from "@/fields/values";
import { useLocale } from "@/i18n/locale";
import styles from "./conflict.module.css";
import type { FormRow } from "./form-values";
import type { Clash, Side } from "./merging";
import recordStyles from "./record.module.css";
import type { Conflict } from "./use-conflict";

interface Props {
  conflict: Conflict;
  isSaving: boolean;
}

/** 競合: asks, field by field, whose value stays where two people changed the same. */
export function ConflictDialog({ conflict, isSaving }: Props) {
  const { t } = useTranslation();
  const { latest } = conflict;
  return (
    <Modal
      opened={latest !== null}
      onClose={conflict.giveUp}
      title={t("form.conflict")}
      closeButtonProps={{ "aria-label": t("common.close") }}
      size="xl"
      centered
    >
      {latest ? <Body conflict={conflict} latest={latest} isSaving={isSaving} /> : null}
    </Modal>
  );
}

/** Who saved, and when. */
function useOther(latest: WireRecord) {
  const locale = useLocale();
  const all = Object.values(latest);
  const name = asEntities(all.find((field) => field.type === "MODIFIER")?.value)[0]?.name ?? "";
  const moment = asText(all.find((field) => field.type === "UPDATED_TIME")?.value);
  return { name, time: showMoment(moment, locale) };
}

function Body({ conflict, latest, isSaving }: Props & { latest: WireRecord }) {
  const { t } = useTranslation();
  const other = useOther(latest);
  const taken = conflict.taken.map((one) => one.label).join("、");
  return (
    <div className={recordStyles.modalForm}>
      <p>{t("form.conflictLead", other)}</p>
      <p>{t("form.conflictBoth")}</p>
      {conflict.clashes.map((clash) => (
        <Question key={clash.key} clash={clash} conflict={conflict} other={other} />
      ))}
      {taken === "" ? null : (
        <p className={styles.taken}>{t("form.conflictTaken", { labels: taken })}</p>
      )}
      <div className={recordStyles.modalActions}>
        <Button variant="default" onClick={conflict.giveUp}>
          {t("form.stay")}
        </Button>
        <Button loading={isSaving} onClick={conflict.settle}>
          {t("form.conflictSettle")}
        </Button>
      </div>
    </div>
  );
}

interface QuestionProps {
  clash: Clash;
  conflict: Conflict;
  other: { name: string; time: string };
}

function Question({ clash, conflict, other }: QuestionProps) {
  const { t } = useTranslation();
  const { property, row, key } = clash;
  const label =
    row === null ? property.label : t("common.of", { label: property.label, row: row + 1 });
  return (
    <Radio.Group
      value={conflict.choices.get(key) ?? "mine"}
      onChange={(side) => conflict.choose(key, side as Side)}
      label={label}
      aria-label={t("form.conflictChoose", { label })}
    >
      <div className={styles.sides}>
        <Answer side="mine" title={t("form.conflictMine")} clash={clash} />
        <Answer side="theirs" title={`${other.name} ${other.time}`} clash={clash} />
      </div>
    </Radio.Group>
  );
}

function Answer({ side, title, clash }: { side: Side; title: string; clash: Clash }) {
  return (
    <Radio.Card value={side} className={styles.side ?? ""} aria-label={title}>
      <span className={styles.who}>
        <Radio.Indicator />
        {title}
      </span>
      <span className={styles.value}>
        <Shown clash={clash} value={clash[side]} />
      </span>
    </Radio.Card>
  );
}

function Shown({ clash, value }: { clash: Clash; value: WireValue | FormRow | null }) {
  const { t } = useTranslation();
  const { property, row } = clash;
  if (row === null) {
    const { Cell } = fieldUi(property.type);
    return <Cell value={value as WireValue} property={property} isDense={false} />;
  }
  if (value === null) return t("form.conflictDeleted");
  return Object.values(property.fields ?? {}).map((column) => {
    const { Cell } = fieldUi(column.type);
    const inner = (value as FormRow).value[column.code] ?? null;
    return (
      <span key={column.code} className={styles.cell}>
        <span className={styles.column}>{column.label}</span>
        <Cell value={inner} property={column} isDense />
      </span>
    );
  });
}
