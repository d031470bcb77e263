import { useTranslation } from "react-i18next";
import type { Band } from "@/api/authority";
import { showDate } from "@/fields/moments";
import { groupDigits } from "@/fields/numbers";
import { useLocale } from "@/i18n/locale";

/** What a row asks of a case, in words for a table's cells. */
export function useBands() {
  const { t } = useTranslation();
  const { language } = useLocale();
  const amount = ({ from, below }: Band): string => {
    if (from !== null && below !== null)
      return t("authority.between", { from: groupDigits(from), below: groupDigits(below) });
    if (from !== null) return t("authority.from", { amount: groupDigits(from) });
    return below === null
      ? t("authority.anyAmount")
      : t("authority.below", { amount: groupDigits(below) });
  };
  const risk = ({ riskFrom: from, riskBelow: below }: Band): string | null => {
    if (from !== null && below !== null) return t("authority.riskBetween", { from, below });
    if (from !== null) return t("authority.risk", { value: from });
    return below === null ? null : t("authority.riskBelow", { value: below });
  };
  const conditions = (band: Band): string[] => {
    const importance = band.importance.map((value) => t("authority.importance", { value }));
    const units = band.organizations.map((unit) => unit.name);
    const known = [...importance, risk(band), ...units].filter((text) => text !== null);
    return known.length > 0 ? known : [t("authority.always")];
  };
  const period = ({ since, until }: Band): string =>
    [
      since === null ? null : t("authority.since", { from: showDate(since, language) }),
      until === null ? null : t("authority.until", { to: showDate(until, language) }),
    ]
      .filter((text) => text !== null)
      .join(" ");
  return { amount, conditions, period };
}
