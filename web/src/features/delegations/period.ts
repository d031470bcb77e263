import { useTranslation } from "react-i18next";
import { showDate } from "@/fields/moments";
import { useLocale } from "@/i18n/locale";

/** From one day to another, or without an end, in words. */
export function usePeriod(): (from: string, to: string | null) => string {
  const { t } = useTranslation();
  const { language } = useLocale();
  return (from, to) =>
    t("delegations.span", {
      from: showDate(from, language, true),
      to: to === null ? t("delegations.open") : showDate(to, language, true),
    });
}
