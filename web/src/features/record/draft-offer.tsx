import { Button } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useLocale } from "@/i18n/locale";
import type { Draft } from "@/ui/drafts";
import styles from "./form.module.css";
import type { Kept } from "./use-draft";

interface Props {
  offered: Draft<Kept> | null;
  onAccept: (kept: Kept) => void;
  onDecline: () => void;
}

/** What was typed the last time and never saved: to go on with, or to throw away. */
export function DraftOffer({ offered, onAccept, onDecline }: Props) {
  const { t } = useTranslation();
  const { language, timezone } = useLocale();
  if (offered === null) return null;
  const time = new Intl.DateTimeFormat(language, {
    month: "long",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: timezone,
  }).format(offered.at);
  return (
    <section className={styles.offer} aria-label={t("form.draft")}>
      <p className={styles.offerText}>
        <IconHistory size={20} aria-hidden="true" />
        {t("form.draftLeft", { time })}
      </p>
      <div className={styles.offerButtons}>
        <Button size="sm" variant="default" onClick={onDecline}>
          {t("form.draftDrop")}
        </Button>
        <Button size="sm" onClick={() => onAccept(offered.content)}>
          {t("form.draftGoOn")}
        </Button>
      </div>
    </section>
  );
}
