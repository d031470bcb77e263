import i18next from "i18next";
import { say } from "./said";

/** Copies the address of this page, at a place of it; says whether it could. */
export async function copyAddress(hash = ""): Promise<void> {
  const { origin, pathname } = window.location;
  try {
    await navigator.clipboard.writeText(`${origin}${pathname}${hash}`);
    say(i18next.t("page.copied"));
  } catch {
    say(i18next.t("page.notCopied"));
  }
}
