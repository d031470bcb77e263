import { Button, UnstyledButton } from "@mantine/core";
import {
  IconAlertTriangle,
  IconBinaryTree2,
  IconCalendarEvent,
  IconEyeCheck,
  IconKeyboard,
  IconLogout,
  IconShieldLock,
  IconSpeakerphone,
  IconUserShare,
  IconUsersGroup,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { User } from "@/api/session";
import { QuickSettings } from "@/features/settings/display-settings";
import { LanguageSwitch } from "@/ui/language-switch";
import { usePreferences } from "./preferences";
import styles from "./shell.module.css";
import { useSignOut } from "./signed-in";

interface Props {
  user: User;
  onHelp: () => void;
  onClose: () => void;
}

/** What is in the user's menu. */
export function UserEntries({ user, onHelp, onClose }: Props) {
  const { t } = useTranslation();
  const signOut = useSignOut();
  const { preferences, change } = usePreferences();
  return (
    <>
      <div>
        <p className={styles.menuName}>{user.name}</p>
        <p className={styles.soft}>{user.code}</p>
      </div>
      <Pages user={user} onGo={onClose} />
      <Entry onPress={onHelp} icon={<IconKeyboard size={18} aria-hidden="true" />}>
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
    </>
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
