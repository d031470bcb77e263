import { Kbd, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import styles from "./queue.module.css";

/** The keys of 順に処理, in the order of their use. */
export const QUEUE_KEYS = ["j", "k", "a", "r", "c", "o", "?"] as const;
const NAMES = {
  j: "tasks.key.next",
  k: "tasks.key.previous",
  a: "tasks.key.approve",
  r: "tasks.key.return",
  c: "tasks.key.comment",
  o: "tasks.key.open",
  "?": "tasks.key.help",
} as const;

/** キーボードの使いかた. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("tasks.keys")}
      closeButtonProps={{ "aria-label": t("common.close") }}
      centered
    >
      <dl className={styles.keys}>
        {QUEUE_KEYS.map((key) => (
          <div key={key}>
            <dt>
              <Kbd>{key}</Kbd>
            </dt>
            <dd>{t(NAMES[key])}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
