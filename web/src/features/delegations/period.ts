import { useTranslation } from "react-i18next";
import { showDate } from "@/fields/moments";
import { useLocale } from "@/i18n/locale";

/** From one day to another, in words. */
export function usePeriod(): (from: string, to: string) => string {
  const { t } = useTranslation();
  const { language } = useLocale();
  return (from, to) =>
    t("delegations.span", {
      from: showDate(from, language, true),
      to: showDate(to, language, true),
    });
}
