import { UnstyledButton } from "@mantine/core";
import { IconChecklist, IconHome, IconPlus, IconSearch } from "@tabler/icons-react";
import { Link, useRouterState } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import styles from "./phone-bar.module.css";
import { TasksCount } from "./tasks-count";

/** Forms and records have buttons of their own under the thumb; paper has none. */
const OWN_BUTTONS = /\/(?:new|edit|print|records\/\d+)$/;

/** Under one thumb on the phone: home, tasks, search, something new. */
export function PhoneBar({ onNew }: { onNew: () => void }) {
  const { t } = useTranslation();
  const path = useRouterState({ select: (state) => state.location.pathname });
  if (OWN_BUTTONS.test(path)) return null;
  return (
    <nav className={styles.bar} data-sticks aria-label={t("phone.label")}>
      <Link
        to="/"
        className={styles.item}
        activeOptions={{ exact: true }}
        activeProps={{ "aria-current": "page" }}
      >
        <IconHome size={22} aria-hidden="true" />
        {t("phone.home")}
      </Link>
      <Link to="/tasks" className={styles.item} activeProps={{ "aria-current": "page" }}>
        <IconChecklist size={22} aria-hidden="true" />
        <span className={styles.tasks}>
          {t("phone.tasks")}
          <TasksCount />
        </span>
      </Link>
      <Link to="/search" className={styles.item} activeProps={{ "aria-current": "page" }}>
        <IconSearch size={22} aria-hidden="true" />
        {t("phone.search")}
      </Link>
      <UnstyledButton className={styles.item ?? ""} aria-haspopup="dialog" onClick={onNew}>
        <IconPlus size={22} aria-hidden="true" />
        {t("phone.new")}
      </UnstyledButton>
    </nav>
  );
}
