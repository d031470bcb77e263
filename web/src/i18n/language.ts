import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { speak } from "@/api/client";
import { ja } from "./ja";

export type Language = "ja" | "en";

const KEY = "urakata.language";

/** The language chosen on this device; otherwise the user's own, otherwise the browser's. */
export function preferredLanguage(ofUser: string | undefined): Language {
  const stored = localStorage.getItem(KEY);
  const wanted = stored ?? (ofUser && ofUser !== "auto" ? ofUser : navigator.language);
  return wanted.startsWith("en") ? "en" : "ja";
}

/** Japanese is in the first load; English is fetched when it is asked for. */
export async function startLanguages(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: "ja",
    fallbackLng: "ja",
    resources: { ja: { translation: ja } },
    interpolation: { escapeValue: false },
  });
  await switchLanguage(language);
}

export async function switchLanguage(language: Language): Promise<void> {
  if (language === "en" && !i18next.hasResourceBundle("en", "translation")) {
    const { en } = await import("./en");
    i18next.addResourceBundle("en", "translation", en);
  }
  speak(language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEY, language);
  await switchLanguage(language);
}
