import { Alert, Button, Modal, PasswordInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { proveByCode, proveByPassword, securityQuery } from "@/api/account";
import { onProofNeeded } from "@/api/client";
import { proveByPasskey } from "@/api/passkeys";
import { ErrorState, LoadingLines } from "@/ui/states";
import styles from "./account.module.css";
import { CodeForm } from "./code-form";
import { useAccountMessage } from "./messages";

type Answer = (isProven: boolean) => void;

/** Asks once more who it is, whenever the server wants to know; the call then goes on. */
export function ProofDialog() {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState<{ give: Answer } | null>(null);
  useEffect(() => onProofNeeded(() => new Promise((give) => setAnswer({ give }))), []);
  const close = (isProven: boolean): void => {
    answer?.give(isProven);
    setAnswer(null);
  };
  return (
    <Modal
      opened={answer !== null}
      onClose={() => close(false)}
      title={t("account.proof.title")}
      closeButtonProps={{ "aria-label": t("common.close") }}
      zIndex={400}
      centered
    >
      {answer ? <Proof onDone={() => close(true)} /> : null}
    </Modal>
  );
}

function Proof({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({ ...securityQuery, staleTime: 0 });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={3} />;
  if (data.proofs.length === 0) return <p>{t("account.proof.signInAgain")}</p>;
  return (
    <div className={styles.stack}>
      <p className={styles.soft}>{t("account.proof.lead")}</p>
      {data.proofs.includes("password") ? (
        <PasswordProof onDone={onDone} />
      ) : (
        <CodeForm
          methods={data.proofs}
          onCode={proveByCode}
          onPasskey={proveByPasskey}
          onDone={onDone}
        />
      )}
    </div>
  );
}

function PasswordProof({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const message = useAccountMessage();
  const [password, setPassword] = useState("");
  const attempt = useMutation({
    mutationFn: () => proveByPassword(password),
    onSuccess: onDone,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (password !== "") attempt.mutate();
  };
  return (
    <form className={styles.stack} onSubmit={submit} noValidate>
      {attempt.error ? (
        <Alert color="red" variant="light" role="alert">
          {message(attempt.error)}
        </Alert>
      ) : null}
      <PasswordInput
        label={t("signIn.password")}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ "aria-label": t("account.password.show") }}
        data-autofocus
      />
      <Button type="submit" loading={attempt.isPending}>
        {t("account.step.submit")}
      </Button>
    </form>
  );
}
