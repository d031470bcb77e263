import { createContext, type ReactNode, useContext } from "react";
import { useTranslation } from "react-i18next";

interface Locale {
  language: string;
  timezone: string;
}

const TimeZone = createContext("Asia/Tokyo");

/** In whose time zone moments are shown: the signed-in user's. */
export function TimeZoneProvider(props: { timezone: string; children: ReactNode }) {
  return <TimeZone value={props.timezone}>{props.children}</TimeZone>;
}

export function useLocale(): Locale {
  const { i18n } = useTranslation();
  return { language: i18n.language, timezone: useContext(TimeZone) };
}
