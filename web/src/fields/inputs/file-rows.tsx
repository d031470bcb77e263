import { ActionIcon, Button, Progress } from "@mantine/core";
import { IconFileText, IconPhoto, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Attachment } from "@/api/wire";
import { previewKind } from "@/ui/preview/preview-kind";
import { showSize } from "../sizes";
import styles from "./inputs.module.css";
import linkStyles from "./link-button.module.css";
import { MOST_BYTES, type Upload } from "./use-uploads";

/** A larger one takes its time: that is said. */
const LARGE = 50 * 1024 * 1024;

interface FileRowProps {
  file: Attachment;
  onOpen: () => void;
  onRemove: () => void;
}

/** A file of the record: opens as a preview, can be taken off. */
export function FileRow({ file, onOpen, onRemove }: FileRowProps) {
  const { t } = useTranslation();
  const isImage = previewKind(file) === "image";
  const Icon = isImage ? IconPhoto : IconFileText;
  return (
    <li className={styles.file}>
      <Icon size={18} aria-hidden="true" />
      <button
        type="button"
        className={`${linkStyles.link} ${styles.fileName}`}
        aria-label={t("preview.open", { name: file.name })}
        onClick={onOpen}
      >
        {file.name}
      </button>
      <span className={styles.soft}>{showSize(Number(file.size))}</span>
      <RemoveButton label={t("form.filesRemove", { name: file.name })} onClick={onRemove} />
    </li>
  );
}

interface UploadRowProps {
  upload: Upload;
  onRetry: () => void;
  onCancel: () => void;
}

/** A file on its way: how far it is, or what went wrong and how to go on. */
export function UploadRow({ upload, onRetry, onCancel }: UploadRowProps) {
  const { t } = useTranslation();
  const { file, state, share } = upload;
  const { name } = file;
  if (state === "failed" || state === "too large") {
    const told =
      state === "failed"
        ? t("form.filesFailed", { name })
        : t("form.filesTooLarge", {
            name,
            size: showSize(file.size),
            most: showSize(MOST_BYTES),
          });
    return (
      <li className={styles.file}>
        <span className={styles.error} role="alert">
          {told} {upload.message}
        </span>
        {state === "failed" ? (
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            {t("form.filesRetry")}
          </Button>
        ) : null}
        <RemoveButton label={t("form.filesRemove", { name })} onClick={onCancel} />
      </li>
    );
  }
  const size = showSize(file.size);
  return (
    <li className={styles.file}>
      <span className={styles.fileName}>
        {name}
        {file.size > LARGE ? (
          <span className={styles.softLine}>{t("form.filesLarge", { size })}</span>
        ) : null}
      </span>
      <span className={styles.soft}>
        {state === "waiting"
          ? t("form.filesWaiting")
          : `${showSize(file.size * share)} / ${size}`}
      </span>
      <Progress value={share * 100} w={100} aria-label={t("form.filesProgress", { name })} />
      <RemoveButton label={t("form.filesCancel", { name })} onClick={onCancel} />
    </li>
  );
}

function RemoveButton(props: { label: string; onClick: () => void }) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={props.label}
      onClick={props.onClick}
    >
      <IconX size={16} aria-hidden="true" />
    </ActionIcon>
  );
}
