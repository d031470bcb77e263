import { Drawer, Popover } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type ReactElement, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./panel.module.css";

interface Props {
  title: string;
  width?: number;
  /** The button; it is told whether the panel is open, and how to turn it. */
  button: (state: { isOpen: boolean; toggle: () => void }) => ReactElement;
  children: (close: () => void) => ReactNode;
}

/** A few settings under a button; on a phone they come up from below, where the thumb is. */
export function Panel({ title, width = 380, button, children }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const isPhone = useMediaQuery("(max-width: 48em)", undefined, {
    getInitialValueInEffect: false,
  });
  const close = (): void => setOpen(false);
  const toggle = (): void => setOpen(!isOpen);
  if (isPhone) {
    return (
      <>
        {button({ isOpen, toggle })}
        <Drawer
          opened={isOpen}
          onClose={close}
          position="bottom"
          size="auto"
          title={title}
          closeButtonProps={{ "aria-label": t("common.close") }}
          classNames={{ content: styles.sheet ?? "" }}
        >
          {isOpen ? children(close) : null}
        </Drawer>
      </>
    );
  }
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-start"
      width={width}
      shadow="md"
      trapFocus
      returnFocus
      closeOnClickOutside
    >
      <Popover.Target>{button({ isOpen, toggle })}</Popover.Target>
      <Popover.Dropdown className={styles.panel ?? ""} aria-label={title}>
        {isOpen ? children(close) : null}
      </Popover.Dropdown>
    </Popover>
  );
}
