import { useTranslation } from "react-i18next";
import { PasskeyFailed } from "@/api/passkeys";
import { Problem } from "@/api/problem";
import { useProblemText } from "@/ui/problem-text";

/** Why it failed: the server's sentence about this place, its sentence at all, or ours. */
export function useAccountMessage(): (error: unknown, at?: string) => string | null {
  const { t } = useTranslation();
  const textOf = useProblemText();
  return (error, at) => {
    if (!error) return null;
    if (error instanceof PasskeyFailed) return t("account.passkey.failed");
    return places(error, at) || (at ? null : textOf(error));
  };
}

/** What the server says about one place, or about all of them. */
function places(error: unknown, at: string | undefined): string {
  if (!(error instanceof Problem)) return "";
  const said = at ? (error.errors[at] ?? []) : Object.values(error.errors).flat();
  return said.join(" ");
}
