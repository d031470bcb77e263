import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";

/** A problem in a sentence that says what to do: the server's own where there is one. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (!(error instanceof Problem)) return t("problem.unknown", { code: "?" });
    if (error.isOffline) return t("problem.offline");
    return error.message || t("problem.unknown", { code: error.code || String(error.status) });
  };
}
