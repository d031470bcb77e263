import { Alert, Button, Divider, PasswordInput, TextInput } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { canUsePasskeys, PasskeyFailed, signInByPasskey } from "@/api/passkeys";
import { Problem } from "@/api/problem";
import { type Session, type Step, signIn } from "@/api/session";
import { useProblemText } from "@/ui/problem-text";
import { NextStep } from "./next-step";
import styles from "./sign-in.module.css";

interface Props {
  onSignedIn: (session: Session) => void;
  /** Known already when a session ended in the middle of work. */
  code?: string;
}

/** The password, and what comes after it where a second factor is asked for. */
export function SignInForm(props: Props) {
  const [step, setStep] = useState<Step | null>(null);
  const [isExpired, setExpired] = useState(false);
  const goBack = (isLate: boolean): void => {
    setExpired(isLate);
    setStep(null);
  };
  if (step) return <NextStep step={step} onSignedIn={props.onSignedIn} onBack={goBack} />;
  return <PasswordForm {...props} isExpired={isExpired} onStep={setStep} />;
}

interface PasswordProps extends Props {
  isExpired: boolean;
  onStep: (step: Step) => void;
}

function PasswordForm({ onSignedIn, onStep, isExpired, code: known = "" }: PasswordProps) {
  const { t } = useTranslation();
  const [code, setCode] = useState(known);
  const [password, setPassword] = useState("");
  const [isMissing, setMissing] = useState(false);
  const passwordBox = useRef<HTMLInputElement>(null);
  const message = useSignInMessage();
  const attempt = useMutation({
    mutationFn: (byPasskey: boolean): Promise<Session | Step> =>
      byPasskey ? signInByPasskey() : signIn(code.trim(), password),
    meta: { isSignIn: true },
    onSuccess: (found) => ("step" in found ? onStep(found) : onSignedIn(found)),
    onError: () => passwordBox.current?.select(),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const isBlank = code.trim() === "" || password === "";
    setMissing(isBlank);
    if (isBlank) attempt.reset();
    else attempt.mutate(false);
  };
  const expired = isExpired ? t("account.step.expired") : null;
  const refused = attempt.error ? message(attempt.error) : expired;
  const told = isMissing ? t("signIn.missing") : refused;
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {known === "" ? <p className={styles.lead}>{t("signIn.lead")}</p> : null}
      {told ? (
        <Alert color="red" variant="light" role="alert" className={styles.alert ?? ""}>
          {told}
        </Alert>
      ) : null}
      <TextInput
        label={t("signIn.code")}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        size="md"
        autoFocus={known === ""}
      />
      <PasswordInput
        ref={passwordBox}
        label={t("signIn.password")}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        autoComplete="current-password"
        size="md"
        autoFocus={known !== ""}
        visibilityToggleButtonProps={{ "aria-label": t("signIn.showPassword") }}
      />
      <Button type="submit" size="md" fullWidth loading={attempt.isPending}>
        {t("signIn.submit")}
      </Button>
      {canUsePasskeys() ? (
        <>
          <Divider />
          <Button
            variant="default"
            size="md"
            fullWidth
            leftSection={<IconFingerprint size={20} aria-hidden="true" />}
            disabled={attempt.isPending}
            onClick={() => attempt.mutate(true)}
          >
            {t("account.passkey.signIn")}
          </Button>
        </>
      ) : null}
    </form>
  );
}

function useSignInMessage(): (error: unknown) => string {
  const { t } = useTranslation();
  const textOf = useProblemText();
  return (error) => {
    if (error instanceof PasskeyFailed) return t("account.passkey.failed");
    if (!(error instanceof Problem)) return textOf(error);
    if (error.errors.credential) return t("account.passkey.failed");
    if (error.status === 429) return t("signIn.throttled");
    return error.isSignedOut ? t("signIn.refused") : textOf(error);
  };
}
