import { Alert, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type Shortcut, useRegisteredShortcuts } from "@/ui/shortcuts";
import styles from "./settings.module.css";

interface Props {
  /** Whether the person left single keys on. */
  isOn: boolean;
  onClose: () => void;
}

/** ショートカットの一覧: the keys that work on the page from which it was opened. */
export function HelpSheet({ isOn, onClose }: Props) {
  const { t } = useTranslation();
  const shortcuts = useRegisteredShortcuts();
  const groups = [...new Set(shortcuts.map((one) => one.group))];
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("keys.title")}
      closeButtonProps={{ "aria-label": t("common.close") }}
      size="lg"
    >
      <p className={styles.lead}>{t("keys.lead")}</p>
      {isOn ? null : (
        <Alert color="orange" className={styles.off ?? ""}>
          {t("keys.off")}
        </Alert>
      )}
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group}>
            <h3 className={styles.group}>{group}</h3>
            <dl className={styles.keys}>
              {shortcuts
                .filter((one) => one.group === group)
                .map((one) => (
                  <Line key={one.keys + one.label} shortcut={one} />
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}

function Line({ shortcut }: { shortcut: Shortcut }) {
  const { t } = useTranslation();
  return (
    <div className={styles.line}>
      <dt>{shortcut.label}</dt>
      <dd>
        {shortcut.keys.split(" ").map((key, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a key may come twice
          <span key={index}>
            {index > 0 ? <span className="visually-hidden">{t("keys.nextKey")}</span> : null}
            <kbd className={styles.key}>{shownKey(key)}</kbd>
          </span>
        ))}
      </dd>
    </div>
  );
}

function shownKey(key: string): string {
  return key
    .split("+")
    .map((part) => (part === "ctrl" ? "Ctrl" : part))
    .join(" + ");
}
