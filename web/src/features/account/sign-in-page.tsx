import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Session } from "@/api/session";
import { LanguageSwitch } from "@/ui/language-switch";
import { Mark } from "@/ui/mark";
import { useTitle } from "@/ui/use-title";
import styles from "./sign-in.module.css";
import { SignInForm } from "./sign-in-form";

interface Props {
  onSignedIn: (session: Session) => void;
  /** Other ways in, below the form. */
  children?: ReactNode;
}

/** ログイン: shown in place of any page until somebody is signed in. */
export function SignInPage({ onSignedIn, children }: Props) {
  const { t } = useTranslation();
  useTitle(t("signIn.title"));
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <div className={styles.brand}>
          <Mark size={40} />
          <span>{t("product")}</span>
        </div>
        <h1 className={styles.title}>{t("signIn.title")}</h1>
        <SignInForm onSignedIn={onSignedIn} />
        {children}
      </div>
      <LanguageSwitch />
    </main>
  );
}
