import { ActionIcon } from "@mantine/core";
import { IconSettings } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SavedView, SavedViews } from "@/api/views";
import { Panel } from "@/ui/panel";
import { DeleteViewDialog, RenameViewDialog, ViewLines } from "./parts";
import type { OwnView } from "./views";

interface Props {
  appId: string;
  saved: SavedViews;
  views: readonly OwnView[];
}

/** 一覧の管理: stars, the first to be opened, the order; names and sharing of one's own. */
export function ViewsPanel(props: Props) {
  const { t } = useTranslation();
  const [renamed, setRenamed] = useState<SavedView | null>(null);
  const [deleted, setDeleted] = useState<SavedView | null>(null);
  return (
    <>
      <Panel
        title={t("views.manage")}
        width={440}
        button={({ isOpen, toggle }) => (
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t("views.manage")}
            title={t("views.manage")}
            aria-haspopup="dialog"
            aria-expanded={isOpen}
            onClick={toggle}
          >
            <IconSettings size={18} aria-hidden="true" />
          </ActionIcon>
        )}
      >
        {(close) => (
          <ViewLines
            {...props}
            onRename={(view) => {
              close();
              setRenamed(view);
            }}
            onDelete={(view) => {
              close();
              setDeleted(view);
            }}
          />
        )}
      </Panel>
      <Suspense fallback={null}>
        {renamed ? (
          <RenameViewDialog
            appId={props.appId}
            view={renamed}
            onClose={() => setRenamed(null)}
          />
        ) : null}
        {deleted ? (
          <DeleteViewDialog
            appId={props.appId}
            view={deleted}
            onClose={() => setDeleted(null)}
          />
        ) : null}
      </Suspense>
    </>
  );
}
