import { Button, Popover, UnstyledButton } from "@mantine/core";
import {
  IconAlertTriangle,
  IconBinaryTree2,
  IconCalendarEvent,
  IconChevronDown,
  IconEyeCheck,
  IconKeyboard,
  IconLogout,
  IconShieldLock,
  IconSpeakerphone,
  IconUserShare,
  IconUsersGroup,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { User } from "@/api/session";
import { QuickSettings } from "@/features/settings/display-settings";
import { LanguageSwitch } from "@/ui/language-switch";
import { usePreferences } from "./preferences";
import styles from "./shell.module.css";
import { useSignOut } from "./signed-in";

/** Whoever is signed in: their pages, how they like the screen, and the way out. */
export function UserMenu({ user, onHelp }: { user: User; onHelp: () => void }) {
  const { t } = useTranslation();
  const signOut = useSignOut();
  const { preferences, change } = usePreferences();
  const [isOpen, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  const help = (): void => {
    close();
    onHelp();
  };
  return (
    <Popover
      position="bottom-end"
      width={300}
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
        <Pages user={user} onGo={close} />
        <Entry onPress={help} icon={<IconKeyboard size={18} aria-hidden="true" />}>
          {t("keys.title")}
        </Entry>
        <QuickSettings preferences={preferences} onChange={change} />
        <div className={styles.menuEnd}>
          <LanguageSwitch onChosen={(language) => change({ language })} />
          <Button
            variant="default"
            size="sm"
            leftSection={<IconLogout size={18} aria-hidden="true" />}
            onClick={() => void signOut()}
          >
            {t("shell.signOut")}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function Pages({ user, onGo }: { user: User; onGo: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <Link to="/access" search={{ person: user.code }} className={styles.entry} onClick={onGo}>
        <IconEyeCheck size={18} aria-hidden="true" />
        {t(user.isAdministrator || user.isAuditor ? "access.title" : "access.own")}
      </Link>
      <Link to="/authority" className={styles.entry} onClick={onGo}>
        <IconBinaryTree2 size={18} aria-hidden="true" />
        {t("authority.title")}
      </Link>
      <Link to="/delegations" className={styles.entry} onClick={onGo}>
        <IconUserShare size={18} aria-hidden="true" />
        {t("delegations.title")}
      </Link>
      <Link to="/calendar" className={styles.entry} onClick={onGo}>
        <IconCalendarEvent size={18} aria-hidden="true" />
        {t("calendar.title")}
      </Link>
      {user.isAdministrator ? (
        <>
          <Link to="/personnel" className={styles.entry} onClick={onGo}>
            <IconUsersGroup size={18} aria-hidden="true" />
            {t("personnel.title")}
          </Link>
          <Link to="/process/stuck" className={styles.entry} onClick={onGo}>
            <IconAlertTriangle size={18} aria-hidden="true" />
            {t("stuck.title")}
          </Link>
          <Link to="/announcements" className={styles.entry} onClick={onGo}>
            <IconSpeakerphone size={18} aria-hidden="true" />
            {t("notice.manage")}
          </Link>
        </>
      ) : null}
      <Link to="/account" className={styles.entry} onClick={onGo}>
        <IconShieldLock size={18} aria-hidden="true" />
        {t("account.title")}
      </Link>
    </>
  );
}

function Entry(props: { onPress: () => void; icon: ReactNode; children: ReactNode }) {
  return (
    <UnstyledButton className={styles.entry ?? ""} onClick={props.onPress}>
      {props.icon}
      {props.children}
    </UnstyledButton>
  );
}
