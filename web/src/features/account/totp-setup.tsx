import { Alert, Button, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { offerTotp, setUpTotp } from "@/api/account";
import type { WireSetUp } from "@/api/passkeys";
import { ErrorState, LoadingLines } from "@/ui/states";
import styles from "./account.module.css";
import { useAccountMessage } from "./messages";

/** 認証アプリの設定: the QR code, then a code that shows the app has it. */
export function TotpSetup({ onDone }: { onDone: (done: WireSetUp) => void }) {
  const { t } = useTranslation();
  const message = useAccountMessage();
  const [code, setCode] = useState("");
  const [isMissing, setMissing] = useState(false);
  const offer = useQuery({
    queryKey: ["account", "totp-offer"],
    queryFn: offerTotp,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const attempt = useMutation({ mutationFn: () => setUpTotp(code), onSuccess: onDone });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setMissing(code.trim() === "");
    if (code.trim() !== "") attempt.mutate();
  };
  if (offer.error) {
    return <ErrorState error={offer.error} onRetry={() => void offer.refetch()} />;
  }
  if (!offer.data) return <LoadingLines lines={4} height={40} />;
  const told = isMissing ? t("account.step.missing") : message(attempt.error);
  const { svg, secret } = offer.data;
  return (
    <form className={styles.stack} onSubmit={submit} noValidate>
      <p className={styles.soft}>{t("account.totp.scan")}</p>
      <img
        className={styles.qr}
        alt={t("account.totp.qr")}
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`}
      />
      <p className={styles.soft}>{t("account.totp.byHand")}</p>
      <p className={styles.secret}>{secret.match(/.{1,4}/g)?.join(" ")}</p>
      {told ? (
        <Alert color="red" variant="light" role="alert">
          {told}
        </Alert>
      ) : null}
      <TextInput
        label={t("account.totp.code")}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        autoComplete="one-time-code"
        inputMode="numeric"
        maxLength={16}
        data-autofocus
      />
      <Button type="submit" loading={attempt.isPending}>
        {t("account.step.submit")}
      </Button>
    </form>
  );
}
