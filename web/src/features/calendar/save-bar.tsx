import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { SaidNo } from "@/ui/small-dialog";
import styles from "./calendar.module.css";
import { type Day, isOpen } from "./year";

interface Props {
  year: number;
  days: Day[] | null;
  before: Day[] | null;
  error: unknown;
  isSaving: boolean;
  onSave: () => void;
  onUndo: () => void;
}

/** What would change, and the two ways on; it stays in sight until one is taken. */
export function SaveBar({ year, days, before, ...props }: Props) {
  const { t } = useTranslation();
  const count = (one: Day[] | null): string => (one ? String(one.filter(isOpen).length) : "…");
  return (
    <section className={styles.save} aria-label={t("calendar.draft")}>
      {props.error ? <SaidNo error={props.error} /> : null}
      <div className={styles.saveLine}>
        <p role="status">
          <strong>{t("calendar.draft")}</strong>
          <span>
            {t("calendar.draftLead", { before: count(before), after: count(days), year })}
          </span>
        </p>
        <Button variant="default" onClick={props.onUndo}>
          {t("calendar.undo")}
        </Button>
        <Button loading={props.isSaving} onClick={props.onSave}>
          {t("calendar.save")}
        </Button>
      </div>
    </section>
  );
}
