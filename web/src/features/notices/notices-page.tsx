import { Button } from "@mantine/core";
import { IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Announcement, announcementsQuery } from "@/api/portal";
import { showDate, today } from "@/fields/moments";
import { useLocale } from "@/i18n/locale";
import { Chip } from "@/ui/chip";
import { Crumbs } from "@/ui/crumbs";
import pageStyles from "@/ui/page.module.css";
import { EmptyState, ErrorState, LoadingLines } from "@/ui/states";
import { useTitle } from "@/ui/use-title";
import { NoticeDialog, RemoveDialog } from "./notice-dialogs";
import styles from "./notices.module.css";

type Over =
  | { what: "write"; notice: Announcement | null }
  | { what: "remove"; notice: Announcement };

/** お知らせの管理: what everybody is told, was told and will be told. */
export function NoticesPage({ canManage }: { canManage: boolean }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(announcementsQuery);
  const [over, setOver] = useState<Over | null>(null);
  useTitle(t("notice.manage"));
  return (
    <div className={`${pageStyles.page} ${pageStyles.narrow}`}>
      <Crumbs items={[{ key: "home", node: <Link to="/">{t("shell.apps")}</Link> }]} />
      <div className={pageStyles.head}>
        <div className={pageStyles.title}>
          <h1>{t("notice.manage")}</h1>
        </div>
        {canManage ? (
          <Button
            leftSection={<IconPlus size={18} aria-hidden="true" />}
            onClick={() => setOver({ what: "write", notice: null })}
          >
            {t("notice.add")}
          </Button>
        ) : null}
      </div>
      <p className={styles.lead}>{t("notice.lead")}</p>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <LoadingLines lines={3} height={72} /> : null}
      {data?.length === 0 ? (
        <EmptyState title={t("notice.empty")} lead={t("notice.emptyLead")} />
      ) : null}
      <ul className={styles.list}>
        {data?.map((one) => (
          <Item
            key={one.id}
            notice={one}
            onEdit={canManage ? () => setOver({ what: "write", notice: one }) : undefined}
            onRemove={() => setOver({ what: "remove", notice: one })}
          />
        ))}
      </ul>
      {over?.what === "write" ? (
        <NoticeDialog notice={over.notice} onClose={() => setOver(null)} />
      ) : null}
      {over?.what === "remove" ? (
        <RemoveDialog notice={over.notice} onClose={() => setOver(null)} />
      ) : null}
    </div>
  );
}

const TONES = { now: "active", later: "new", over: "done" } as const;

function stateOf(notice: Announcement, day: string): keyof typeof TONES {
  if (notice.startsOn > day) return "later";
  return notice.endsOn !== null && notice.endsOn < day ? "over" : "now";
}

interface ItemProps {
  notice: Announcement;
  onEdit: (() => void) | undefined;
  onRemove: () => void;
}

function Item({ notice, onEdit, onRemove }: ItemProps) {
  const { t } = useTranslation();
  const { language, timezone } = useLocale();
  const state = stateOf(notice, today(timezone));
  const from = showDate(notice.startsOn, language);
  const period = notice.endsOn
    ? t("notice.period", { from, to: showDate(notice.endsOn, language) })
    : t("notice.always", { from });
  return (
    <li className={`${pageStyles.card} ${styles.item}`}>
      <div className={styles.about}>
        <h2 className={styles.title}>{notice.title}</h2>
        <p className={styles.soft}>
          <Chip tone={TONES[state]} hasDot>
            {t(`notice.state.${state}`)}
          </Chip>
          {notice.isImportant ? <Chip tone="late">{t("notice.important")}</Chip> : null}
          <span>{period}</span>
          <span>{notice.by.name}</span>
        </p>
        {notice.body ? <p className={styles.body}>{notice.body}</p> : null}
      </div>
      {onEdit ? (
        <div className={styles.buttons}>
          <Button
            variant="default"
            size="xs"
            aria-label={t("notice.editOf", { title: notice.title })}
            leftSection={<IconPencil size={16} aria-hidden="true" />}
            onClick={onEdit}
          >
            {t("notice.edit")}
          </Button>
          <Button
            variant="default"
            size="xs"
            aria-label={t("notice.removeOf", { title: notice.title })}
            leftSection={<IconTrash size={16} aria-hidden="true" />}
            onClick={onRemove}
          >
            {t("notice.remove")}
          </Button>
        </div>
      ) : null}
    </li>
  );
}
