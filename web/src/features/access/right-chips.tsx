import { useTranslation } from "react-i18next";
import type { Right } from "@/api/rights";
import { Chip, type Tone } from "@/ui/chip";
import styles from "./access.module.css";

const TONES: Record<Right, Tone> = {
  view: "active",
  add: "done",
  edit: "done",
  delete: "back",
  manage: "back",
  import: "plain",
  export: "plain",
};

/** Rights as words on tinted grounds; none of them is said, too. */
export function RightChips({ rights }: { rights: Right[] }) {
  const { t } = useTranslation();
  if (rights.length === 0) return <span className={styles.soft}>{t("access.nothing")}</span>;
  return (
    <span className={styles.chips}>
      {rights.map((right) => (
        <Chip key={right} tone={TONES[right]}>
          {t(`access.right.${right}`)}
        </Chip>
      ))}
    </span>
  );
}
