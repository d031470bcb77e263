import { UnstyledButton } from "@mantine/core";
import { IconChecklist, IconLayoutGrid } from "@tabler/icons-react";
import { Link, Outlet, useNavigate } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { SearchButton } from "@/features/search/search-button";
import { later } from "@/ui/later";
import { Mark } from "@/ui/mark";
import { useShortcut, useShortcutKeys } from "@/ui/shortcuts";
import { LineBanner } from "./line-banner";
import { PhoneBar } from "./phone-bar";
import { useAppearance } from "./preferences";
import styles from "./shell.module.css";
import { useCurrentUser } from "./signed-in";
import { TasksCount } from "./tasks-count";
import { UserMenu } from "./user-menu";
import { useVisits } from "./visits";

const LauncherDialog = later(
  async () => (await import("@/features/launcher/launcher-dialog")).LauncherDialog,
);
const HelpSheet = later(async () => (await import("@/features/settings/help-sheet")).HelpSheet);

type Over = "open" | "new" | "help" | null;

/** What surrounds every page: the product's name, the ways to everything, the user's menu. */
export function Shell() {
  const { t } = useTranslation();
  const user = useCurrentUser();
  const navigate = useNavigate();
  const [over, setOver] = useState<Over>(null);
  const close = (): void => setOver(null);
  useAppearance();
  useVisits();
  useShortcutKeys(user.preferences.shortcuts);
  useGoing(setOver);
  const choose = (appId: string): void => {
    const to = over === "new" ? "/apps/$appId/new" : "/apps/$appId";
    close();
    void navigate({ to, params: { appId } });
  };
  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip}>
        {t("common.skip")}
      </a>
      <header className={styles.bar}>
        <Link to="/" className={styles.brand}>
          <Mark size={28} />
          <span>{t("product")}</span>
        </Link>
        <AppsButton onPress={() => setOver("open")} />
        <span className={styles.space} />
        <SearchButton person={user.code} />
        <TasksLink />
        <UserMenu user={user} onHelp={() => setOver("help")} />
      </header>
      <LineBanner />
      <main id="main" tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
      <PhoneBar onNew={() => setOver("new")} />
      <Suspense>
        {over === "open" || over === "new" ? (
          <LauncherDialog purpose={over} onChoose={choose} onClose={close} />
        ) : null}
        {over === "help" ? (
          <HelpSheet isOn={user.preferences.shortcuts} onClose={close} />
        ) : null}
      </Suspense>
    </div>
  );
}

/** The keys that work on every page. */
function useGoing(setOver: (over: Over) => void): void {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const group = t("keys.everywhere");
  useShortcut("g h", () => void navigate({ to: "/" }), { group, label: t("keys.home") });
  useShortcut("g t", () => void navigate({ to: "/tasks" }), { group, label: t("keys.tasks") });
  useShortcut("g a", () => setOver("open"), { group, label: t("keys.launcher") });
  useShortcut("?", () => setOver("help"), { group, label: t("keys.help") });
}

function AppsButton({ onPress }: { onPress: () => void }) {
  const { t } = useTranslation();
  return (
    <UnstyledButton
      className={styles.apps ?? ""}
      aria-haspopup="dialog"
      aria-keyshortcuts="g a"
      onClick={onPress}
    >
      <IconLayoutGrid size={20} aria-hidden="true" />
      <span className={styles.appsWord}>{t("portal.apps")}</span>
    </UnstyledButton>
  );
}

/** The way to one's tasks, and whether any wait. */
function TasksLink() {
  const { t } = useTranslation();
  return (
    <Link to="/tasks" className={styles.tasks} activeProps={{ "aria-current": "page" }}>
      <IconChecklist size={20} aria-hidden="true" />
      <span>{t("tasks.title")}</span>
      <TasksCount />
    </Link>
  );
}
