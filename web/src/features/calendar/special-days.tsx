import { Button, CloseButton } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SpecialDays } from "@/api/calendar";
import { showDate } from "@/fields/moments";
import { useLocale } from "@/i18n/locale";
import { Chip } from "@/ui/chip";
import pageStyles from "@/ui/page.module.css";
import styles from "./calendar.module.css";
import { DayDialog } from "./day-dialog";

interface Props {
  days: readonly SpecialDays[];
  /** Absent for those who only look. */
  onChange: ((days: SpecialDays[]) => void) | undefined;
}

/** 会社の休日と出勤日: the days that only this company has. */
export function SpecialDaysList({ days, onChange }: Props) {
  const { t } = useTranslation();
  const [isAdding, setAdding] = useState(false);
  return (
    <section className={`${pageStyles.card} ${styles.panel}`} aria-labelledby="special">
      <div className={styles.panelHead}>
        <h2 id="special">{t("calendar.special")}</h2>
        {onChange ? (
          <Button
            variant="default"
            size="compact-md"
            leftSection={<IconPlus size={16} aria-hidden="true" />}
            onClick={() => setAdding(true)}
          >
            {t("calendar.specialAdd")}
          </Button>
        ) : null}
      </div>
      <p className={styles.soft}>{t("calendar.specialLead")}</p>
      {days.length === 0 ? <p>{t("calendar.specialNone")}</p> : null}
      <ul className={styles.special}>
        {days.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two entries may be wholly alike
          <li key={index}>
            <Entry one={one} />
            {onChange ? (
              <CloseButton
                aria-label={t("calendar.specialRemove", { name: one.name })}
                title={t("calendar.remove")}
                onClick={() => onChange(days.filter((_, each) => each !== index))}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {isAdding && onChange ? (
        <DayDialog
          onAdd={(one) => {
            setAdding(false);
            onChange([...days, one].sort((a, b) => a.first.localeCompare(b.first)));
          }}
          onClose={() => setAdding(false)}
        />
      ) : null}
    </section>
  );
}

function Entry({ one }: { one: SpecialDays }) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const shown = (day: string): string =>
    one.isYearly ? showDate(day, language).slice(5) : showDate(day, language, true);
  return (
    <div className={styles.entry}>
      <span>{one.name}</span>
      <span className={styles.soft}>
        {one.isYearly ? `${t("calendar.yearly")} ` : ""}
        {shown(one.first)}
        {one.first === one.last ? "" : ` 〜 ${shown(one.last)}`}
      </span>
      <Chip tone={one.kind === "working" ? "done" : "back"}>
        {t(`calendar.kinds.${one.kind}`)}
      </Chip>
    </div>
  );
}
