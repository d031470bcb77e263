import { Button } from "@mantine/core";
import { IconSpeakerphone } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type Announcement, markRead, type Portal, portalQuery } from "@/api/portal";
import { showDate } from "@/fields/moments";
import { useLocale } from "@/i18n/locale";
import { Chip } from "@/ui/chip";
import { Block } from "./block";
import styles from "./portal.module.css";

interface Props {
  announcements: readonly Announcement[];
  canManage: boolean;
}

/** お知らせ: above everything while there are some; what was read folds away. */
export function NoticesBlock({ announcements, canManage }: Props) {
  const { t } = useTranslation();
  if (announcements.length === 0 && !canManage) return null;
  const manage = (
    <Link to="/announcements" className={styles.more}>
      {t("notice.manage")}
    </Link>
  );
  if (announcements.length === 0) return <p className={styles.alone}>{manage}</p>;
  return (
    <Block title={t("notice.title")} aside={canManage ? manage : null}>
      <ul className={styles.notices}>
        {announcements.map((one) => (
          <Notice key={one.id} notice={one} />
        ))}
      </ul>
    </Block>
  );
}

function Notice({ notice }: { notice: Announcement }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const client = useQueryClient();
  const read = useMutation({
    mutationFn: () => markRead([notice.id]),
    onSuccess: () =>
      client.setQueryData(portalQuery.queryKey, (now: Portal | undefined) =>
        now ? { ...now, announcements: marked(now.announcements, notice.id) } : now,
      ),
  });
  const day = showDate(notice.startsOn, locale.language);
  return (
    <li className={styles.notice}>
      <details open={!notice.isRead}>
        <summary className={styles.summary}>
          <IconSpeakerphone size={18} aria-hidden="true" className={styles.icon} />
          <span className={styles.noticeTitle}>{notice.title}</span>
          {notice.isImportant ? <Chip tone="late">{t("notice.important")}</Chip> : null}
          {notice.isRead ? null : <Chip tone="active">{t("notice.unread")}</Chip>}
          <span className={styles.soft}>{t("notice.by", { name: notice.by.name, day })}</span>
        </summary>
        {notice.body ? <p className={styles.text}>{notice.body}</p> : null}
        {notice.isRead ? null : (
          <Button
            variant="default"
            size="xs"
            loading={read.isPending}
            aria-label={t("notice.markReadOf", { title: notice.title })}
            onClick={() => read.mutate()}
          >
            {t("notice.markRead")}
          </Button>
        )}
      </details>
    </li>
  );
}

function marked(all: readonly Announcement[], id: string): Announcement[] {
  return all.map((one) => (one.id === id ? { ...one, isRead: true } : one));
}
