import { UnstyledButton } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./search-button.module.css";

const SearchDialog = lazy(() =>
  import("./search-dialog").then((module) => ({ default: module.SearchDialog })),
);

/** The way into the search from everywhere: the bar's button, Ctrl+K (⌘K), and `/`. */
export function SearchButton({ person }: { person: string }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (!asksToSearch(event)) return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  return (
    <>
      <UnstyledButton
        className={styles.button ?? ""}
        aria-keyshortcuts="Control+K /"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <IconSearch size={20} stroke={1.8} aria-hidden="true" />
        <span className={styles.words}>{t("search.open")}</span>
        <span className={styles.key} aria-hidden="true">
          Ctrl K
        </span>
      </UnstyledButton>
      {isOpen ? (
        <Suspense>
          <SearchDialog person={person} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

/** `/` belongs to whoever is writing, and to a dialog that is open. */
function asksToSearch(event: KeyboardEvent): boolean {
  if (event.isComposing || event.altKey || event.shiftKey) return false;
  if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === "k";
  const target = event.target instanceof HTMLElement ? event.target : null;
  const isWriting = target?.closest("input, textarea, select, [contenteditable]") != null;
  return event.key === "/" && !isWriting && !document.querySelector('[role="dialog"]');
}
