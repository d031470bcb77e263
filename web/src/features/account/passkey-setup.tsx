import { Alert, Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { canUsePasskeys, makePasskey, type WireSetUp } from "@/api/passkeys";
import styles from "./account.module.css";
import { useAccountMessage } from "./messages";

/** パスキーの登録: a name, then the browser asks. */
export function PasskeySetup({ onDone }: { onDone: (done: WireSetUp) => void }) {
  const { t } = useTranslation();
  const message = useAccountMessage();
  const [name, setName] = useState("");
  const attempt = useMutation({ mutationFn: () => makePasskey(name), onSuccess: onDone });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    attempt.mutate();
  };
  const told = canUsePasskeys() ? message(attempt.error) : t("account.passkey.unsupported");
  return (
    <form className={styles.stack} onSubmit={submit} noValidate>
      <p className={styles.soft}>{t("account.passkey.addLead")}</p>
      {told ? (
        <Alert color="red" variant="light" role="alert">
          {told}
        </Alert>
      ) : null}
      <TextInput
        label={t("account.passkey.name")}
        placeholder={t("account.passkey.nameExample")}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={64}
        data-autofocus
      />
      <Button type="submit" loading={attempt.isPending} disabled={!canUsePasskeys()}>
        {t("account.passkey.add")}
      </Button>
    </form>
  );
}
