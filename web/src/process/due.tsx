import { useTranslation } from "react-i18next";
import { showMoment } from "@/fields/moments";
import { useLocale } from "@/i18n/locale";
import { Chip } from "@/ui/chip";
import styles from "./route.module.css";
import { isPast } from "./span";

/** When something is due; what is late says so in a word, not by its colour alone. */
export function Due({ at, isOpen }: { at: string | null; isOpen: boolean }) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (at === null) return null;
  return (
    <span className={styles.due}>
      {t("route.due", { time: showMoment(at, locale) })}
      {isOpen && isPast(at) ? <Chip tone="late">{t("route.late")}</Chip> : null}
    </span>
  );
}
