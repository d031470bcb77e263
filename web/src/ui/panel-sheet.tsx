import { Drawer } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useTurned } from "./later";
import type { SheetProps } from "./panel";
import styles from "./panel.module.css";

/** A panel on the phone: it comes up from below, as high as what is in it. */
export function PanelSheet({ title, isOpen, onClose, children }: SheetProps) {
  const { t } = useTranslation();
  const isTurned = useTurned(isOpen);
  return (
    <Drawer
      opened={isTurned}
      onClose={onClose}
      position="bottom"
      size="auto"
      title={title}
      closeButtonProps={{ "aria-label": t("common.close") }}
      classNames={{ content: styles.sheet ?? "" }}
    >
      {isTurned ? children() : null}
    </Drawer>
  );
}
