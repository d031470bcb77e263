import { Alert, Anchor, Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Method } from "@/api/session";
import styles from "./account.module.css";
import { useAccountMessage } from "./messages";

interface Props<T> {
  methods: readonly (Method | "password")[];
  onCode: (code: string) => Promise<T>;
  onPasskey: () => Promise<T>;
  onDone: (result: T) => void;
  onError?: (error: unknown) => void;
}

/** Asks for a second factor: a code of the app, a recovery code, or a passkey. */
export function CodeForm<T>({ methods, onCode, onPasskey, onDone, onError }: Props<T>) {
  const { t } = useTranslation();
  const message = useAccountMessage();
  const [isMissing, setMissing] = useState(false);
  const attempt = useMutation({
    mutationFn: (work: () => Promise<T>) => work(),
    meta: { isSignIn: true },
    onSuccess: onDone,
    onError: (error) => onError?.(error),
  });
  const send = (code: string): void => {
    setMissing(code === "");
    if (code !== "") attempt.mutate(() => onCode(code));
  };
  const told = isMissing ? t("account.step.missing") : message(attempt.error);
  const hasPasskey = methods.includes("webauthn");
  return (
    <div className={styles.stack}>
      {told ? (
        <Alert color="red" variant="light" role="alert">
          {told}
        </Alert>
      ) : null}
      {hasPasskey ? (
        <>
          <p className={styles.soft}>{t("account.step.passkeyLead")}</p>
          <Button
            size="md"
            loading={attempt.isPending}
            onClick={() => attempt.mutate(onPasskey)}
          >
            {t("account.step.passkey")}
          </Button>
        </>
      ) : null}
      <Codes
        methods={methods}
        isSecondary={hasPasskey}
        isBusy={attempt.isPending}
        onSend={send}
        onSwitch={attempt.reset}
      />
    </div>
  );
}

interface CodesProps {
  methods: readonly (Method | "password")[];
  isSecondary: boolean;
  isBusy: boolean;
  onSend: (code: string) => void;
  onSwitch: () => void;
}

/** A code of the app; or, for who has none at hand, a recovery code. */
function Codes({ methods, isSecondary, isBusy, onSend, onSwitch }: CodesProps) {
  const { t } = useTranslation();
  const hasApp = methods.includes("totp");
  const hasRecovery = methods.includes("recovery_codes");
  const [code, setCode] = useState("");
  const [isRecovery, setRecovery] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSend(code.trim());
  };
  const switchKind = (): void => {
    setRecovery(!isRecovery);
    setCode("");
    onSwitch();
  };
  const label = t(isRecovery ? "account.step.recoveryCode" : "account.step.code");
  return (
    <>
      {hasApp || isRecovery ? (
        <form className={styles.stack} onSubmit={submit} noValidate>
          <p className={styles.soft}>
            {t(isRecovery ? "account.step.recoveryLead" : "account.step.lead")}
          </p>
          <TextInput
            key={label}
            label={label}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            autoComplete="one-time-code"
            inputMode="numeric"
            maxLength={32}
            size="md"
            autoFocus={isRecovery || !isSecondary}
          />
          <Button
            type="submit"
            size="md"
            variant={isSecondary ? "default" : "filled"}
            loading={isBusy}
          >
            {t("account.step.submit")}
          </Button>
        </form>
      ) : null}
      {hasRecovery ? (
        <Anchor component="button" type="button" size="sm" onClick={switchKind}>
          {t(recoveryLink(isRecovery, hasApp))}
        </Anchor>
      ) : null}
    </>
  );
}

function recoveryLink(isRecovery: boolean, hasApp: boolean) {
  if (!isRecovery) return "account.step.useRecovery";
  return hasApp ? "account.step.useApp" : "account.step.usePasskey";
}
