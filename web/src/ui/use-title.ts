import { useEffect } from "react";
import { useTranslation } from "react-i18next";

/** The window's title: what this page is, then whose product it is. */
export function useTitle(...parts: readonly string[]): void {
  const { t } = useTranslation();
  const title = [...parts.filter(Boolean), t("product")].join(" | ");
  useEffect(() => {
    document.title = title;
  }, [title]);
}
