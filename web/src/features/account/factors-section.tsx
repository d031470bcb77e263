import { Button, Modal } from "@mantine/core";
import { IconDeviceMobile, IconFingerprint, IconKey } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Factor, removeFactor, renewRecoveryCodes, type Security } from "@/api/account";
import type { WireSetUp } from "@/api/passkeys";
import { Chip } from "@/ui/chip";
import { say } from "@/ui/said";
import styles from "./account.module.css";
import { useAccountMessage } from "./messages";
import { PasskeySetup } from "./passkey-setup";
import { RecoveryCodes } from "./recovery-codes";
import { TotpSetup } from "./totp-setup";
import { useWhen } from "./when";

type Open =
  | { kind: "totp" }
  | { kind: "webauthn" }
  | { kind: "renew" }
  | { kind: "remove"; factor: Factor }
  | { kind: "codes"; codes: string[] };

const ICONS = {
  totp: IconDeviceMobile,
  webauthn: IconFingerprint,
  recovery_codes: IconKey,
} as const;

/** 2要素認証: what is set up, and setting up more. */
export function FactorsSection({ security }: { security: Security }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Open | null>(null);
  const { factors } = security;
  const hasApp = factors.some((one) => one.method === "totp");
  const isOff = security.secondFactor === "off";
  return (
    <section className={styles.section} aria-labelledby="factors-title">
      <div>
        <div className={styles.name}>
          <h2 id="factors-title">{t("account.factors.title")}</h2>
          {security.isDemanded ? (
            <Chip tone="active">{t("account.factors.demanded")}</Chip>
          ) : null}
        </div>
        <p className={styles.sectionLead}>
          {t(isOff ? "account.factors.off" : "account.factors.lead")}
        </p>
      </div>
      {factors.length > 0 ? (
        <ul className={styles.rows}>
          {factors.map((one) => (
            <Row key={one.id} factor={one} onOpen={setOpen} />
          ))}
        </ul>
      ) : (
        <p className={styles.soft}>{t("account.factors.none")}</p>
      )}
      {isOff ? null : (
        <div className={styles.actions}>
          <Button variant="default" onClick={() => setOpen({ kind: "totp" })}>
            {t(hasApp ? "account.factors.replaceApp" : "account.factors.addApp")}
          </Button>
          <Button variant="default" onClick={() => setOpen({ kind: "webauthn" })}>
            {t("account.passkey.add")}
          </Button>
        </div>
      )}
      <Dialog open={open} onOpen={setOpen} />
    </section>
  );
}

function useName(): (factor: Factor) => string {
  const { t } = useTranslation();
  return ({ method, name }) => {
    if (method === "webauthn") return name || t("account.factors.unnamed");
    return t(method === "totp" ? "account.factors.totp" : "account.factors.recovery");
  };
}

function Row({ factor, onOpen }: { factor: Factor; onOpen: (open: Open) => void }) {
  const { t } = useTranslation();
  const when = useWhen();
  const name = useName()(factor);
  const Icon = ICONS[factor.method];
  const used = factor.lastUsedAt
    ? t("account.factors.lastUsed", { time: when(factor.lastUsedAt) })
    : t("account.factors.neverUsed");
  return (
    <li className={styles.row}>
      <Icon size={22} aria-hidden="true" className={styles.icon ?? ""} />
      <div className={styles.words}>
        <span className={styles.name}>
          {name}
          {factor.left === null ? null : (
            <Chip tone={factor.left > 2 ? "plain" : "back"}>
              {t("account.factors.left", { count: factor.left })}
            </Chip>
          )}
        </span>
        <span className={styles.soft}>
          {t("account.factors.since", { time: when(factor.createdAt) })}・{used}
        </span>
      </div>
      {factor.left === null ? (
        <Button
          variant="default"
          size="xs"
          aria-label={t("account.factors.removeNamed", { name })}
          onClick={() => onOpen({ kind: "remove", factor })}
        >
          {t("account.factors.remove")}
        </Button>
      ) : (
        <Button variant="default" size="xs" onClick={() => onOpen({ kind: "renew" })}>
          {t("account.factors.newCodes")}
        </Button>
      )}
    </li>
  );
}

const TITLES = {
  totp: "account.totp.title",
  webauthn: "account.passkey.add",
  renew: "account.factors.newCodes",
  remove: "account.factors.removeTitle",
  codes: "account.codes.title",
} as const;

interface DialogProps {
  open: Open | null;
  onOpen: (open: Open | null) => void;
}

function Dialog({ open, onOpen }: DialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={open !== null}
      onClose={() => onOpen(null)}
      title={open ? t(TITLES[open.kind]) : ""}
      closeButtonProps={{ "aria-label": t("common.close") }}
      closeOnClickOutside={open?.kind !== "codes"}
      closeOnEscape={open?.kind !== "codes"}
      withCloseButton={open?.kind !== "codes"}
      centered
    >
      {open ? <Content open={open} onOpen={onOpen} /> : null}
    </Modal>
  );
}

function Content({ open, onOpen }: DialogProps & { open: Open }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const refresh = (): void =>
    void client.invalidateQueries({ queryKey: ["account", "security"] });
  const added = (sentence: string) => (done: WireSetUp) => {
    refresh();
    say(sentence);
    onOpen(done.recoveryCodes.length > 0 ? { kind: "codes", codes: done.recoveryCodes } : null);
  };
  if (open.kind === "totp") return <TotpSetup onDone={added(t("account.totp.done"))} />;
  if (open.kind === "webauthn")
    return <PasskeySetup onDone={added(t("account.passkey.added"))} />;
  if (open.kind === "codes") {
    return <RecoveryCodes codes={open.codes} onKept={() => onOpen(null)} />;
  }
  return <Confirm open={open} onOpen={onOpen} onDone={refresh} />;
}

interface ConfirmProps extends DialogProps {
  open: Extract<Open, { kind: "renew" | "remove" }>;
  onDone: () => void;
}

function Confirm({ open, onOpen, onDone }: ConfirmProps) {
  const { t } = useTranslation();
  const nameOf = useName();
  const message = useAccountMessage();
  const factor = "factor" in open ? open.factor : null;
  const run = useMutation({
    mutationFn: async (): Promise<string[]> => {
      if (factor === null) return renewRecoveryCodes();
      await removeFactor(factor.id);
      return [];
    },
    onSuccess: (codes) => {
      onDone();
      if (factor) say(t("account.factors.removed"));
      onOpen(factor ? null : { kind: "codes", codes });
    },
  });
  return (
    <div className={styles.stack}>
      <p>
        {factor
          ? t("account.factors.removeLead", { name: nameOf(factor) })
          : t("account.factors.newCodesLead")}
      </p>
      {run.error ? <p role="alert">{message(run.error)}</p> : null}
      <div className={styles.end}>
        <Button variant="default" onClick={() => onOpen(null)}>
          {t("common.cancel")}
        </Button>
        <Button
          color={factor ? "red" : "blue"}
          loading={run.isPending}
          onClick={() => run.mutate()}
        >
          {t(factor ? "account.factors.remove" : "account.continue")}
        </Button>
      </div>
    </div>
  );
}
