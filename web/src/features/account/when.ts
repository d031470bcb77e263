import { useLocale } from "@/i18n/locale";

/** A moment in the words and the time zone of the person. */
export function useWhen(): (moment: string) => string {
  const { language, timezone } = useLocale();
  const format = new Intl.DateTimeFormat(language, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: timezone,
  });
  return (moment) => format.format(new Date(moment));
}
