import { createContext, type ReactNode, useContext, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import styles from "./record.module.css";

const Slot = createContext<HTMLElement | null>(null);

interface Props {
  isPhone: boolean;
  /** What stands in the bar besides. */
  actions: ReactNode;
  children: ReactNode;
}

/** On a phone, what can be done stands at the lower edge of the screen, where the thumb is. */
export function ThumbBar({ isPhone, actions, children }: Props) {
  const { t } = useTranslation();
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  if (!isPhone) return children;
  return (
    <Slot value={slot}>
      {children}
      <section className={styles.thumb} data-sticks aria-label={t("page.actions")}>
        <div ref={setSlot} className={styles.thumbSlot} />
        {actions}
      </section>
    </Slot>
  );
}

/** Stands in the bar where there is one; otherwise where it is written. */
export function WithinThumb({
  className,
  children,
}: {
  className: string;
  children: ReactNode;
}) {
  const slot = useContext(Slot);
  return slot ? createPortal(children, slot) : <div className={className}>{children}</div>;
}
