import { useLocale } from "@/i18n/locale";
import { momentInWords } from "./moment-words";
import { showMoment } from "./moments";

/** 「3分前」: a moment as people say it; the exact one is under the pointer and for machines. */
export function Moment({ at, className }: { at: string; className?: string | undefined }) {
  const locale = useLocale();
  const exact = showMoment(at, locale);
  return (
    <time dateTime={at} title={exact} className={className}>
      {momentInWords(at, locale, new Date())}
    </time>
  );
}
