import { useTranslation } from "react-i18next";
import { cancelPrepared } from "@/api/personnel";
import { SmallDialog } from "@/ui/small-dialog";
import { type Item, useSentence } from "./timeline";
import { useChange } from "./use-change";

/** Asks once more before something prepared is taken back. */
export function CancelDialog({ item, onClose }: { item: Item; onClose: () => void }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const cancel = useChange(
    () => cancelPrepared(item.what, item.one.id),
    t("personnel.cancelled"),
    onClose,
  );
  return (
    <SmallDialog
      title={t("personnel.cancelTitle")}
      button={t("personnel.cancel")}
      error={cancel.error}
      isRunning={cancel.isPending}
      onRun={() => cancel.mutate(undefined)}
      onClose={onClose}
    >
      <p>{sentence(item)}</p>
    </SmallDialog>
  );
}
