import { useQuery, useQueryClient } from "@tanstack/react-query";
import {
  createContext,
  type ReactNode,
  Suspense,
  useContext,
  useEffect,
  useState,
} from "react";
import { onSignInNeeded } from "@/api/client";
import { type Session, sessionQuery, signOut, type User } from "@/api/session";
import { ProofDialog } from "@/features/account/proof-dialog";
import { chooseLanguage } from "@/i18n/language";
import { TimeZoneProvider } from "@/i18n/locale";
import { forgetDrafts } from "@/ui/drafts";
import { later, useEver, useFetchedWhenIdle } from "@/ui/later";
import { ErrorState } from "@/ui/states";

const SignInPage = later(async () => (await import("./sign-in")).SignIn);
const AgainDialog = later(async () => (await import("./sign-in")).AgainDialog);
const WHEN_IDLE = [AgainDialog];

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
    const user = client.getQueryData(sessionQuery.queryKey)?.user;
    await signOut();
    if (user) forgetDrafts(user.code);
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
      <Suspense fallback={null}>
        <SignInPage onSignedIn={keep} />
      </Suspense>
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

/** Over the page when its session has ended: the same person goes on, what was refused is asked again. */
function SignInAgain(props: { user: User; onSignedIn: (session: Session) => void }) {
  const [answer, setAnswer] = useState<{ give: (isIn: boolean) => void } | null>(null);
  const wasAsked = useEver(answer !== null);
  useFetchedWhenIdle(WHEN_IDLE);
  useEffect(() => onSignInNeeded(() => new Promise((give) => setAnswer({ give }))), []);
  const end = (isIn: boolean): void => {
    answer?.give(isIn);
    setAnswer(null);
  };
  const goOn = (session: Session): void => {
    if (session.user?.code !== props.user.code) {
      // somebody else: nothing of the first one's page may stay on the screen, or be sent
      window.location.assign("/");
      return;
    }
    props.onSignedIn(session);
    end(true);
  };
  return wasAsked ? (
    <Suspense fallback={null}>
      <AgainDialog
        code={props.user.code}
        isOpen={answer !== null}
        onSignedIn={goOn}
        onClose={() => end(false)}
      />
    </Suspense>
  ) : null;
}
