import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { speak } from "@/api/client";
import { first } from "./ja-first";

export type Language = "ja" | "en";

const KEY = "urakata.language";

/** The language chosen on this device; otherwise the user's own, otherwise the browser's. */
export function preferredLanguage(ofUser: string | undefined): Language {
  const stored = localStorage.getItem(KEY);
  const wanted = stored ?? (ofUser && ofUser !== "auto" ? ofUser : navigator.language);
  return wanted.startsWith("en") ? "en" : "ja";
}

/** The first pages' Japanese is in the first load; English is fetched when it is asked for. */
export async function startLanguages(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: "ja",
    fallbackLng: "ja",
    resources: { ja: { translation: first } },
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

let later: Promise<void> | undefined;

/** The words that are not in the first load: whatever comes later waits for them. */
export function laterWords(): Promise<void> {
  later ??= import("./ja-later").then(
    ({ later: words }) => {
      i18next.addResourceBundle("ja", "translation", words, true);
    },
    (error: unknown) => {
      later = undefined;
      throw error;
    },
  );
  return later;
}

/** A part of the screen, and the words it may say. */
export async function withLaterWords<T>(part: Promise<T>): Promise<T> {
  const [found] = await Promise.all([part, laterWords()]);
  return found;
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEY, language);
  await switchLanguage(language);
}
