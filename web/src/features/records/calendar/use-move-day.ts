import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { updateRecord } from "@/api/records";
import type { FieldProperty, WireRecord } from "@/api/wire";
import { showDate, showMoment } from "@/fields/moments";
import { asText } from "@/fields/values";
import { useLocale } from "@/i18n/locale";
import { useProblemText } from "@/ui/problem-text";
import { say, sayNo } from "@/ui/said";

interface Move {
  record: WireRecord;
  value: string;
}

/** Writes a record's new day with its revision: whoever was faster is not overwritten. */
export function useMoveDay(appId: string, field: FieldProperty) {
  const { t } = useTranslation();
  const locale = useLocale();
  const client = useQueryClient();
  const textOf = useProblemText();
  return useMutation({
    mutationFn: ({ record, value }: Move) => {
      const revision = asText(record.$revision?.value);
      const changes = { [field.code]: { value: value || null } };
      return updateRecord(appId, asText(record.$id?.value), changes, revision);
    },
    onSuccess: (_, { value }) => {
      const day =
        field.type === "DATE"
          ? showDate(value, locale.language, true)
          : showMoment(value, locale);
      say(t("dates.moved", { day }));
    },
    onError: (error) => sayNo(textOf(error)),
    onSettled: (_, __, { record }) => {
      void client.invalidateQueries({ queryKey: ["records", appId] });
      void client.invalidateQueries({ queryKey: ["record", appId, asText(record.$id?.value)] });
    },
  });
}
