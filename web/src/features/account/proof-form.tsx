import { Alert, Button, Modal, PasswordInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { proveByCode, proveByPassword, securityQuery } from "@/api/account";
import { proveByPasskey } from "@/api/passkeys";
import { useTurned } from "@/ui/later";
import { ErrorState, LoadingLines } from "@/ui/states";
import styles from "./account.module.css";
import { CodeForm } from "./code-form";
import { useAccountMessage } from "./messages";

interface Props {
  isOpen: boolean;
  onClose: (isProven: boolean) => void;
}

/** 本人確認: what the person proves it with, over the page. */
export function ProofForm({ isOpen, onClose }: Props) {
  const { t } = useTranslation();
  const isTurned = useTurned(isOpen);
  return (
    <Modal
      opened={isTurned}
      onClose={() => onClose(false)}
      title={t("account.proof.title")}
      closeButtonProps={{ "aria-label": t("common.close") }}
      zIndex={400}
      centered
    >
      {isTurned ? <Proof onDone={() => onClose(true)} /> : null}
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
