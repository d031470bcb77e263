import { Button } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Chip } from "@/ui/chip";
import styles from "./records.module.css";

/** 変更あり: says that the list is not as its view was saved, and goes back to that. */
export function ChangedMark({ onUndo }: { onUndo: () => void }) {
  const { t } = useTranslation();
  return (
    <span className={styles.changed}>
      <span title={t("lists.changedLead")}>
        <Chip tone="active">{t("lists.changed")}</Chip>
      </span>
      <Button
        variant="subtle"
        size="compact-md"
        leftSection={<IconArrowBackUp size={16} aria-hidden="true" />}
        onClick={onUndo}
      >
        {t("lists.undo")}
      </Button>
    </span>
  );
}
