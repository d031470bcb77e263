import { Anchor, Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { showSecondFactor } from "@/api/account";
import { showSecondPasskey, type WireSetUp } from "@/api/passkeys";
import { Problem } from "@/api/problem";
import { type Session, type Step, sessionFrom } from "@/api/session";
import styles from "./account.module.css";
import { CodeForm } from "./code-form";
import { PasskeySetup } from "./passkey-setup";
import { RecoveryCodes } from "./recovery-codes";
import { TotpSetup } from "./totp-setup";

interface Props {
  step: Step;
  onSignedIn: (session: Session) => void;
  /** It took too long, or they changed their mind: back to the password. */
  onBack: (isExpired: boolean) => void;
}

/** What comes after the right password: a second factor, or setting one up. */
export function NextStep({ step, onSignedIn, onBack }: Props) {
  const { t } = useTranslation();
  const isExpired = (error: unknown): boolean => error instanceof Problem && error.isSignedOut;
  return (
    <section className={styles.stack} aria-label={t(titleOf(step))}>
      <h2>{t(titleOf(step))}</h2>
      {step.step === "set_up" ? (
        <SetUp onSignedIn={onSignedIn} />
      ) : (
        <CodeForm
          methods={step.methods}
          onCode={showSecondFactor}
          onPasskey={showSecondPasskey}
          onDone={onSignedIn}
          onError={(error) => (isExpired(error) ? onBack(true) : undefined)}
        />
      )}
      <Anchor component="button" type="button" size="sm" onClick={() => onBack(false)}>
        {t("account.back")}
      </Anchor>
    </section>
  );
}

function titleOf(step: Step) {
  return step.step === "set_up" ? "account.setUp.title" : "account.step.title";
}

function SetUp({ onSignedIn }: { onSignedIn: (session: Session) => void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<"app" | "passkey" | null>(null);
  const [done, setDone] = useState<WireSetUp | null>(null);
  const finish = ({ session }: WireSetUp): void => {
    if (session) onSignedIn(sessionFrom(session));
  };
  if (done) return <RecoveryCodes codes={done.recoveryCodes} onKept={() => finish(done)} />;
  if (kind === "app") return <TotpSetup onDone={setDone} />;
  if (kind === "passkey") return <PasskeySetup onDone={setDone} />;
  return (
    <>
      <p className={styles.soft}>{t("account.setUp.lead")}</p>
      <Button size="md" onClick={() => setKind("app")}>
        {t("account.setUp.app")}
      </Button>
      <Button size="md" variant="default" onClick={() => setKind("passkey")}>
        {t("account.setUp.passkey")}
      </Button>
    </>
  );
}
