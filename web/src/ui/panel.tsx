import { useMediaQuery } from "@mantine/hooks";
import { type ReactElement, type ReactNode, Suspense, useState } from "react";
import { Anchored } from "./anchored";
import { later, useEver } from "./later";
import styles from "./panel.module.css";
import { LoadingLines } from "./states";

interface Props {
  title: string;
  width?: number;
  /** The button; it is told whether the panel is open, and how to turn it. */
  button: (state: { isOpen: boolean; toggle: () => void }) => ReactElement;
  children: (close: () => void) => ReactNode;
}

export interface SheetProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: () => ReactNode;
}

export const PanelSheet = later<SheetProps>(
  async () => (await import("./panel-sheet")).PanelSheet,
);

/** A few settings under a button; on a phone they come up from below, where the thumb is. */
export function Panel({ title, width = 380, button, children }: Props) {
  const [isOpen, setOpen] = useState(false);
  const wasOpen = useEver(isOpen);
  const isPhone = useMediaQuery("(max-width: 48em)", undefined, {
    getInitialValueInEffect: false,
  });
  const close = (): void => setOpen(false);
  const toggle = (): void => setOpen(!isOpen);
  const content = () => (
    <Suspense fallback={<LoadingLines lines={4} height={28} />}>{children(close)}</Suspense>
  );
  if (isPhone) {
    return (
      <>
        {button({ isOpen, toggle })}
        {wasOpen ? (
          <Suspense fallback={null}>
            <PanelSheet title={title} isOpen={isOpen} onClose={close}>
              {content}
            </PanelSheet>
          </Suspense>
        ) : null}
      </>
    );
  }
  return (
    <Anchored
      isOpen={isOpen}
      onChange={setOpen}
      label={title}
      position="bottom-start"
      width={width}
      className={styles.panel}
      button={button({ isOpen, toggle })}
    >
      {content}
    </Anchored>
  );
}
