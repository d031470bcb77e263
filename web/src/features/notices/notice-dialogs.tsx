import { Checkbox, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type Announcement,
  announce,
  announcementsQuery,
  portalQuery,
  takeBack,
  type Wording,
} from "@/api/portal";
import { Problem } from "@/api/problem";
import { today } from "@/fields/moments";
import { useLocale } from "@/i18n/locale";
import { say } from "@/ui/said";
import { SmallDialog } from "@/ui/small-dialog";
import styles from "./notices.module.css";

/** Sees to it that the list and the portal show what was changed. */
function useChanging(work: () => Promise<void>, said: string, onClose: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: work,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: announcementsQuery.queryKey });
      void client.invalidateQueries({ queryKey: portalQuery.queryKey });
      say(said);
      onClose();
    },
  });
}

/** Writes an announcement, or changes one. */
export function NoticeDialog(props: { notice: Announcement | null; onClose: () => void }) {
  const { t } = useTranslation();
  const { timezone } = useLocale();
  const { notice, onClose } = props;
  const [wording, setWording] = useState<Wording>(
    notice ?? {
      title: "",
      body: "",
      isImportant: false,
      startsOn: today(timezone),
      endsOn: null,
    },
  );
  const change = (part: Partial<Wording>): void => setWording((now) => ({ ...now, ...part }));
  const { title, body, isImportant, startsOn, endsOn } = wording;
  const save = useChanging(
    () => announce(notice?.id ?? null, { title, body, isImportant, startsOn, endsOn }),
    t("notice.saved"),
    onClose,
  );
  const wrong = save.error instanceof Problem ? save.error.errors : {};
  return (
    <SmallDialog
      title={notice ? t("notice.editOf", { title: notice.title }) : t("notice.add")}
      button={t("notice.save")}
      error={save.error}
      isRunning={save.isPending}
      onRun={() => save.mutate()}
      onClose={onClose}
    >
      <TextInput
        label={t("notice.name")}
        required
        maxLength={200}
        value={title}
        error={wrong.title?.[0]}
        onChange={(event) => change({ title: event.currentTarget.value })}
        data-autofocus
      />
      <Textarea
        label={t("notice.body")}
        autosize
        minRows={4}
        maxRows={12}
        maxLength={10_000}
        value={body}
        error={wrong.body?.[0]}
        onChange={(event) => change({ body: event.currentTarget.value })}
      />
      <div className={styles.days}>
        <TextInput
          type="date"
          label={t("notice.from")}
          required
          value={startsOn}
          onChange={(event) => change({ startsOn: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t("notice.to")}
          value={endsOn ?? ""}
          onChange={(event) => change({ endsOn: event.currentTarget.value || null })}
        />
      </div>
      <Checkbox
        label={t("notice.isImportant")}
        checked={isImportant}
        onChange={(event) => change({ isImportant: event.currentTarget.checked })}
      />
    </SmallDialog>
  );
}

/** Asks before everybody loses it. */
export function RemoveDialog(props: { notice: Announcement; onClose: () => void }) {
  const { t } = useTranslation();
  const { notice, onClose } = props;
  const remove = useChanging(() => takeBack(notice.id), t("notice.removed"), onClose);
  return (
    <SmallDialog
      title={t("notice.removeOf", { title: notice.title })}
      lead={t("notice.removeLead")}
      button={t("notice.remove")}
      error={remove.error}
      isRunning={remove.isPending}
      onRun={() => remove.mutate()}
      onClose={onClose}
    >
      {null}
    </SmallDialog>
  );
}
