import { Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SavedView, ViewSettings } from "@/api/views";
import { say } from "@/ui/said";
import { SmallDialog } from "@/ui/small-dialog";
import { useViewChanges } from "./use-views";

const LONGEST = 64;

interface SaveProps {
  appId: string;
  settings: ViewSettings;
  mayShare: boolean;
  onSaved: (view: SavedView) => void;
  onClose: () => void;
}

/** 名前を付けて保存. */
export function SaveViewDialog({ appId, settings, mayShare, onSaved, onClose }: SaveProps) {
  const { t } = useTranslation();
  const { save } = useViewChanges(appId);
  const [name, setName] = useState("");
  const [isShared, setShared] = useState(false);
  return (
    <SmallDialog
      title={t("views.saveAs")}
      lead={t("views.saveLead")}
      button={t("views.save")}
      error={save.error}
      isRunning={save.isPending}
      onRun={() =>
        save.mutate(
          { id: null, wish: { name, isShared, settings } },
          {
            onSuccess: (view) => {
              say(t("views.saved", { name: view.name }));
              onSaved(view);
            },
          },
        )
      }
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label={t("views.name")}
        maxLength={LONGEST}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {mayShare ? (
        <Checkbox
          label={t("views.shareNew")}
          checked={isShared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
      ) : null}
    </SmallDialog>
  );
}

interface Props {
  appId: string;
  view: SavedView;
  onClose: () => void;
}

export function RenameViewDialog({ appId, view, onClose }: Props) {
  const { t } = useTranslation();
  const { save } = useViewChanges(appId);
  const [name, setName] = useState(view.name);
  return (
    <SmallDialog
      title={t("views.rename")}
      button={t("views.rename")}
      error={save.error}
      isRunning={save.isPending}
      onRun={() => save.mutate({ id: view.id, wish: { name } }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label={t("views.name")}
        maxLength={LONGEST}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </SmallDialog>
  );
}

export function DeleteViewDialog({ appId, view, onClose }: Props) {
  const { t } = useTranslation();
  const { remove } = useViewChanges(appId);
  return (
    <SmallDialog
      title={t("views.delete")}
      lead={t(view.isShared ? "views.deleteSharedLead" : "views.deleteLead", {
        name: view.name,
      })}
      button={t("views.delete")}
      error={remove.error}
      isRunning={remove.isPending}
      onRun={() => remove.mutate(view.id, { onSuccess: onClose })}
      onClose={onClose}
    >
      {null}
    </SmallDialog>
  );
}
