import { UnstyledButton } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { later } from "@/ui/later";
import { useShortcut } from "@/ui/shortcuts";
import styles from "./search-button.module.css";

const SearchDialog = later(async () => (await import("./search-dialog")).SearchDialog);

/** The way into the search from everywhere: the bar's button, Ctrl+K (⌘K), and `/`. */
export function SearchButton({ person }: { person: string }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const about = { group: t("keys.everywhere"), label: t("search.open") };
  useShortcut("ctrl+k", () => setOpen(true), about);
  useShortcut("/", () => setOpen(true), about);
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
