import { Alert, Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";
import { type Session, signIn } from "@/api/session";
import { useProblemText } from "@/ui/problem-text";
import styles from "./sign-in.module.css";

interface Props {
  onSignedIn: (session: Session) => void;
  /** Known already when a session ended in the middle of work. */
  code?: string;
}

export function SignInForm({ onSignedIn, code: known = "" }: Props) {
  const { t } = useTranslation();
  const [code, setCode] = useState(known);
  const [password, setPassword] = useState("");
  const [isMissing, setMissing] = useState(false);
  const passwordBox = useRef<HTMLInputElement>(null);
  const message = useSignInMessage();
  const attempt = useMutation({
    mutationFn: () => signIn(code.trim(), password),
    meta: { isSignIn: true },
    onSuccess: onSignedIn,
    onError: () => passwordBox.current?.select(),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const isBlank = code.trim() === "" || password === "";
    setMissing(isBlank);
    if (isBlank) attempt.reset();
    else attempt.mutate();
  };
  const told = isMissing ? t("signIn.missing") : attempt.error ? message(attempt.error) : null;
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
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
    </form>
  );
}

function useSignInMessage(): (error: unknown) => string {
  const { t } = useTranslation();
  const textOf = useProblemText();
  return (error) => {
    if (!(error instanceof Problem)) return textOf(error);
    if (error.status === 429) return t("signIn.throttled");
    return error.isSignedOut ? t("signIn.refused") : textOf(error);
  };
}
