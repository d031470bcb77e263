import { useTranslation } from "react-i18next";
import { chooseLanguage, type Language } from "@/i18n/language";
import styles from "./language-switch.module.css";

const LANGUAGES = [
  ["ja", "shell.japanese"],
  ["en", "shell.english"],
] as const;

/** 日本語 / English: two buttons, the current one pressed. */
export function LanguageSwitch({ onChosen }: { onChosen?: (language: Language) => void }) {
  const { t, i18n } = useTranslation();
  const choose = async (language: Language): Promise<void> => {
    await chooseLanguage(language);
    onChosen?.(language);
  };
  return (
    <fieldset className={styles.switch}>
      <legend className="visually-hidden">{t("shell.language")}</legend>
      {LANGUAGES.map(([language, name]) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={i18n.language === language}
          className={styles.choice}
          onClick={() => void choose(language)}
        >
          {t(name)}
        </button>
      ))}
    </fieldset>
  );
}
