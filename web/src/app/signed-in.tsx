import { Modal } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Session, sessionQuery, signOut, type User } from "@/api/session";
import { ProofDialog } from "@/features/account/proof-dialog";
import { SignInForm } from "@/features/account/sign-in-form";
import { SignInPage } from "@/features/account/sign-in-page";
import { SignInServices } from "@/features/sign-in-services/sign-in-services";
import { chooseLanguage } from "@/i18n/language";
import { TimeZoneProvider } from "@/i18n/locale";
import { ErrorState } from "@/ui/states";
import { onSessionEnd } from "./session-end";

const CurrentUser = createContext<User | null>(null);

export function useCurrentUser(): User {
  const user = useContext(CurrentUser);
  if (user === null) throw new Error("Only inside SignedIn.");
  return user;
}

/** Ends the session and forgets everything that was fetched in it. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await signOut();
    client.setQueryData(sessionQuery.queryKey, { user: null });
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== "session" });
  };
}

/** Lets nobody past who is not signed in, and keeps the page when a session ends on it. */
export function SignedIn({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const { data: session, error, refetch } = useQuery(sessionQuery);
  const user = session?.user ?? null;
  useEffect(() => {
    if (user) void chooseLanguage(user.preferences.language);
  }, [user]);
  const keep = (next: Session): void => void client.setQueryData(sessionQuery.queryKey, next);
  if (error) return <ErrorState isPage error={error} onRetry={() => void refetch()} />;
  if (!session) return null;
  if (!user)
    return (
      <SignInPage onSignedIn={keep}>
        <SignInServices />
      </SignInPage>
    );
  return (
    <CurrentUser value={user}>
      <TimeZoneProvider timezone={user.timezone}>
        {children}
        <SignInAgain user={user} onSignedIn={keep} />
        <ProofDialog />
      </TimeZoneProvider>
    </CurrentUser>
  );
}

function SignInAgain(props: { user: User; onSignedIn: (session: Session) => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [hasEnded, setEnded] = useState(false);
  useEffect(() => onSessionEnd(() => setEnded(true)), []);
  const goOn = (session: Session): void => {
    setEnded(false);
    props.onSignedIn(session);
    void client.invalidateQueries({ predicate: (query) => query.state.status === "error" });
  };
  return (
    <Modal
      opened={hasEnded}
      onClose={() => setEnded(false)}
      title={t("signIn.expired")}
      closeButtonProps={{ "aria-label": t("common.close") }}
      centered
    >
      <p style={{ marginBottom: 16 }}>{t("signIn.expiredLead")}</p>
      <SignInForm code={props.user.code} onSignedIn={goOn} />
    </Modal>
  );
}
