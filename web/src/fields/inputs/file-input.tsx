import { Button, FileButton, Switch } from "@mantine/core";
import { useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { IconCamera, IconPaperclip } from "@tabler/icons-react";
import { type ClipboardEvent, type DragEvent, lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { fileUrl } from "@/api/records";
import type { InputProps } from "../field-ui";
import { asFiles } from "../values";
import { FileRow, UploadRow } from "./file-rows";
import { GroupFrame } from "./frame";
import styles from "./inputs.module.css";
import { useUploads } from "./use-uploads";

const PreviewDialog = lazy(async () => ({
  default: (await import("@/ui/preview/preview-dialog")).PreviewDialog,
}));

/** 添付ファイル: dropped, pasted, chosen or photographed; several at once. */
export function FileInput(props: InputProps) {
  const { t } = useTranslation();
  const [isOver, setOver] = useState(false);
  const [opened, setOpened] = useState<number | null>(null);
  const [isReducing, setReducing] = useLocalStorage({
    key: "urakata.small-photos",
    defaultValue: false,
  });
  const isHandheld = useMediaQuery("(max-width: 48em), (pointer: coarse)") === true;
  const { uploads, add, retry, cancel } = useUploads(props, isReducing && isHandheld);
  const files = asFiles(props.value);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    add([...event.dataTransfer.files]);
  };
  const paste = (event: ClipboardEvent): void => {
    const pasted = [...event.clipboardData.files];
    if (pasted.length === 0) return;
    event.preventDefault();
    add(pasted);
  };
  const remove = (fileKey: string): void =>
    props.onChange(files.filter((file) => file.fileKey !== fileKey));
  return (
    <GroupFrame input={props}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside do the same */}
      <div
        className={styles.drop}
        data-over={isOver || undefined}
        data-error={props.error ? true : undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        onPaste={paste}
      >
        <ul className={styles.files} hidden={files.length + uploads.length === 0}>
          {files.map((file, index) => (
            <FileRow
              key={file.fileKey}
              file={file}
              onOpen={() => setOpened(index)}
              onRemove={() => remove(file.fileKey)}
            />
          ))}
          {uploads.map((one) => (
            <UploadRow
              key={one.key}
              upload={one}
              onRetry={() => retry(one)}
              onCancel={() => cancel(one.key)}
            />
          ))}
        </ul>
        <div className={styles.fileTools}>
          <Choose input={props} isCamera={false} onChoose={add} />
          {isHandheld ? <Choose input={props} isCamera onChoose={add} /> : null}
          {isHandheld ? (
            <Switch
              size="md"
              label={t("form.filesReduce")}
              checked={isReducing}
              onChange={(event) => setReducing(event.currentTarget.checked)}
            />
          ) : (
            <span className={styles.soft}>{t("form.filesDrop")}</span>
          )}
        </div>
      </div>
      {opened === null ? null : (
        <Suspense fallback={null}>
          <PreviewDialog
            start={opened}
            onClose={() => setOpened(null)}
            files={files.map((file) => ({
              key: file.fileKey,
              name: file.name,
              contentType: file.contentType,
              size: Number(file.size),
              url: fileUrl(file.fileKey),
            }))}
          />
        </Suspense>
      )}
    </GroupFrame>
  );
}

interface ChooseProps {
  input: InputProps;
  isCamera: boolean;
  onChoose: (files: readonly File[]) => void;
}

/** A button that lets choose files, or opens the camera at once. */
function Choose({ input, isCamera, onChoose }: ChooseProps) {
  const { t } = useTranslation();
  const Icon = isCamera ? IconCamera : IconPaperclip;
  const label = t(isCamera ? "form.filesCamera" : "form.filesChoose");
  const camera = isCamera ? { accept: "image/*", capture: "environment" as const } : {};
  return (
    <FileButton multiple onChange={onChoose} {...camera}>
      {(button) => (
        <Button
          {...button}
          variant="default"
          size="sm"
          leftSection={<Icon size={18} aria-hidden="true" />}
          aria-label={`${input.label}: ${label}`}
          onBlur={input.onBlur}
        >
          {label}
        </Button>
      )}
    </FileButton>
  );
}
