import { UnstyledButton } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { User } from "@/api/session";
import { Anchored, AnchoredOver } from "@/ui/anchored";
import { later, useFetchedWhenIdle } from "@/ui/later";
import { LoadingLines } from "@/ui/states";
import styles from "./shell.module.css";

const UserEntries = later(async () => (await import("./user-entries")).UserEntries);
const WHEN_IDLE = [AnchoredOver, UserEntries];

/** Whoever is signed in: their pages, how they like the screen, and the way out. */
export function UserMenu({ user, onHelp }: { user: User; onHelp: () => void }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  useFetchedWhenIdle(WHEN_IDLE);
  const close = (): void => setOpen(false);
  const help = (): void => {
    close();
    onHelp();
  };
  const button = (
    <UnstyledButton
      className={styles.user ?? ""}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      onClick={() => setOpen(!isOpen)}
    >
      <span className={styles.face} data-letter={user.name.slice(0, 1)} aria-hidden="true" />
      <span className={styles.userName}>{user.name}</span>
      <span className="visually-hidden">{t("shell.menu")}</span>
      <IconChevronDown size={16} aria-hidden="true" />
    </UnstyledButton>
  );
  return (
    <Anchored
      isOpen={isOpen}
      onChange={setOpen}
      label={`${user.name}${t("shell.menu")}`}
      position="bottom-end"
      width={300}
      className={styles.menu}
      button={button}
    >
      {() => (
        <Suspense fallback={<LoadingLines lines={9} height={32} />}>
          <UserEntries user={user} onHelp={help} onClose={close} />
        </Suspense>
      )}
    </Anchored>
  );
}
