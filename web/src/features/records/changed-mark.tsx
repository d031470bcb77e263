import { Button } from "@mantine/core";
import { IconArrowBackUp, IconDeviceFloppy } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SavedViews } from "@/api/views";
import { Chip } from "@/ui/chip";
import { say } from "@/ui/said";
import type { ListPlan } from "./list-plan";
import { SaveViewDialog } from "./parts";
import styles from "./records.module.css";
import { useViewChanges } from "./use-views";
import { type OwnView, settingsOf } from "./views";

interface Props {
  appId: string;
  plan: ListPlan;
  view: OwnView | undefined;
  saved: SavedViews;
  onUndo: () => void;
  onView: (key: string) => void;
}

/** 変更あり: says that the list is not as its view was saved; saves it, or goes back. */
export function ChangedMark({ appId, plan, view, saved, onUndo, onView }: Props) {
  const { t } = useTranslation();
  const [isNaming, setNaming] = useState(false);
  const { save } = useViewChanges(appId);
  const own = view?.saved;
  const mayOverwrite = own && (own.isMine || saved.mayShare);
  const overwrite = (): void => {
    if (!own) return;
    const wish = { settings: settingsOf(plan) };
    save.mutate(
      { id: own.id, wish },
      {
        onSuccess: () => {
          say(t("views.saved", { name: own.name }));
          onView(plan.key);
        },
      },
    );
  };
  return (
    <span className={styles.changed}>
      <span title={t("lists.changedLead")}>
        <Chip tone="active">{t("lists.changed")}</Chip>
      </span>
      {mayOverwrite ? (
        <Button
          variant="light"
          size="compact-md"
          loading={save.isPending}
          leftSection={<IconDeviceFloppy size={16} aria-hidden="true" />}
          onClick={overwrite}
        >
          {t("views.overwrite")}
        </Button>
      ) : null}
      <Button
        variant={mayOverwrite ? "subtle" : "light"}
        size="compact-md"
        onClick={() => setNaming(true)}
      >
        {t("views.saveAs")}
      </Button>
      <Button
        variant="subtle"
        size="compact-md"
        leftSection={<IconArrowBackUp size={16} aria-hidden="true" />}
        onClick={onUndo}
      >
        {t("lists.undo")}
      </Button>
      {isNaming ? (
        <Suspense fallback={null}>
          <SaveViewDialog
            appId={appId}
            settings={settingsOf(plan)}
            mayShare={saved.mayShare}
            onSaved={(made) => {
              setNaming(false);
              onView(`s${made.id}`);
            }}
            onClose={() => setNaming(false)}
          />
        </Suspense>
      ) : null}
    </span>
  );
}
