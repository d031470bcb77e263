import { Button, Popover, UnstyledButton } from "@mantine/core";
import {
  IconAlertTriangle,
  IconBinaryTree2,
  IconCalendarEvent,
  IconChecklist,
  IconChevronDown,
  IconEyeCheck,
  IconLogout,
  IconShieldLock,
  IconUserShare,
  IconUsersGroup,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { User } from "@/api/session";
import { glanceQuery } from "@/api/tasks";
import { SearchButton } from "@/features/search/search-button";
import { LanguageSwitch } from "@/ui/language-switch";
import { Mark } from "@/ui/mark";
import styles from "./shell.module.css";
import { useCurrentUser, useSignOut } from "./signed-in";

/** What surrounds every page: the product's name, the way to the apps, the user's menu. */
export function Shell() {
  const { t } = useTranslation();
  const user = useCurrentUser();
  return (
    <>
      <a href="#main" className={styles.skip}>
        {t("common.skip")}
      </a>
      <header className={styles.bar}>
        <Link to="/" className={styles.brand}>
          <Mark size={28} />
          <span>{t("product")}</span>
        </Link>
        <span className={styles.space} />
        <SearchButton person={user.code} />
        <TasksLink />
        <UserMenu user={user} />
      </header>
      <main id="main" tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
    </>
  );
}

/** The way to one's tasks, and whether any wait; a glance, not a count of them all. */
function TasksLink() {
  const { t } = useTranslation();
  const { data } = useQuery(glanceQuery);
  const count = data?.count ?? 0;
  return (
    <Link to="/tasks" className={styles.tasks} activeProps={{ "aria-current": "page" }}>
      <IconChecklist size={20} aria-hidden="true" />
      <span>{t("tasks.title")}</span>
      {count > 0 ? (
        <>
          <span className={styles.count} aria-hidden="true">
            {data?.hasMore ? `${count}+` : count}
          </span>
          <span className="visually-hidden">
            {data?.hasMore ? t("tasks.glanceMore", { count }) : t("tasks.glance", { count })}
          </span>
        </>
      ) : null}
    </Link>
  );
}

function UserMenu({ user }: { user: User }) {
  const { t } = useTranslation();
  const signOut = useSignOut();
  const [isOpen, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <Popover
      position="bottom-end"
      width={260}
      opened={isOpen}
      onChange={setOpen}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <UnstyledButton className={styles.user ?? ""} onClick={() => setOpen(!isOpen)}>
          <span
            className={styles.face}
            data-letter={user.name.slice(0, 1)}
            aria-hidden="true"
          />
          <span className={styles.userName}>{user.name}</span>
          <span className="visually-hidden">{t("shell.menu")}</span>
          <IconChevronDown size={16} aria-hidden="true" />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.menu ?? ""}>
        <div>
          <p className={styles.menuName}>{user.name}</p>
          <p className={styles.soft}>{user.code}</p>
        </div>
        <Link
          to="/access"
          search={{ person: user.code }}
          className={styles.entry}
          onClick={close}
        >
          <IconEyeCheck size={18} aria-hidden="true" />
          {t(user.isAdministrator || user.isAuditor ? "access.title" : "access.own")}
        </Link>
        <Link to="/authority" className={styles.entry} onClick={close}>
          <IconBinaryTree2 size={18} aria-hidden="true" />
          {t("authority.title")}
        </Link>
        <Link to="/delegations" className={styles.entry} onClick={close}>
          <IconUserShare size={18} aria-hidden="true" />
          {t("delegations.title")}
        </Link>
        <Link to="/calendar" className={styles.entry} onClick={close}>
          <IconCalendarEvent size={18} aria-hidden="true" />
          {t("calendar.title")}
        </Link>
        {user.isAdministrator ? (
          <Link to="/personnel" className={styles.entry} onClick={close}>
            <IconUsersGroup size={18} aria-hidden="true" />
            {t("personnel.title")}
          </Link>
        ) : null}
        {user.isAdministrator ? (
          <Link to="/process/stuck" className={styles.entry} onClick={close}>
            <IconAlertTriangle size={18} aria-hidden="true" />
            {t("stuck.title")}
          </Link>
        ) : null}
        <Link to="/account" className={styles.entry} onClick={close}>
          <IconShieldLock size={18} aria-hidden="true" />
          {t("account.title")}
        </Link>
        <LanguageSwitch />
        <Button
          variant="default"
          size="sm"
          leftSection={<IconLogout size={18} aria-hidden="true" />}
          onClick={() => void signOut()}
        >
          {t("shell.signOut")}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
