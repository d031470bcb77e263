import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Session } from "@/api/session";
import { SignInForm } from "@/features/account/sign-in-form";
import { SignInPage } from "@/features/account/sign-in-page";
import { SignInServices } from "@/features/sign-in-services/sign-in-services";
import { useTurned } from "@/ui/later";
import styles from "./signed-in.module.css";

/** The page of who is not signed in; whoever is never loads it, unless the session ends. */
export function SignIn({ onSignedIn }: { onSignedIn: (session: Session) => void }) {
  return (
    <SignInPage onSignedIn={onSignedIn}>
      <SignInServices />
    </SignInPage>
  );
}

interface AgainProps {
  code: string;
  isOpen: boolean;
  onSignedIn: (session: Session) => void;
  onClose: () => void;
}

/** The same form over a page whose session has ended. */
export function AgainDialog({ code, isOpen, onSignedIn, onClose }: AgainProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={useTurned(isOpen)}
      onClose={onClose}
      title={t("signIn.expired")}
      closeButtonProps={{ "aria-label": t("common.close") }}
      zIndex={400}
      centered
    >
      <p className={styles.lead}>{t("signIn.expiredLead")}</p>
      <SignInForm code={code} onSignedIn={onSignedIn} />
    </Modal>
  );
}
