import { useState, type WheelEvent } from "react";
import { useTranslation } from "react-i18next";
import styles from "./preview.module.css";
import type { PreviewFile } from "./preview-kind";

interface Props {
  file: PreviewFile;
  scale: number;
  onZoom: (by: number) => void;
}

/** A picture as large as the window, or larger: then it is moved about by scrolling. */
export function ImageView({ file, scale, onZoom }: Props) {
  const { t } = useTranslation();
  const [hasFailed, setFailed] = useState(false);
  const onWheel = (event: WheelEvent): void => {
    if (event.ctrlKey && event.deltaY !== 0) onZoom(event.deltaY < 0 ? 1 : -1);
  };
  if (hasFailed) return <p className={styles.none}>{t("preview.failed")}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a large picture is scrolled by keyboard
    <section className={styles.view} aria-label={file.name} tabIndex={0} onWheel={onWheel}>
      <img
        src={file.url}
        alt={file.name}
        className={styles.image}
        style={{ width: `${scale * 100}%`, height: `${scale * 100}%` }}
        onError={() => setFailed(true)}
        onDoubleClick={() => onZoom(scale > 1 ? -9 : 2)}
      />
    </section>
  );
}
