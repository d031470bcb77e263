import { ActionIcon, FileButton, Progress } from "@mantine/core";
import { IconPaperclip, IconX } from "@tabler/icons-react";
import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { upload } from "@/api/client";
import type { Attachment } from "@/api/wire";
import type { InputProps } from "../field-ui";
import { showSize } from "../sizes";
import { asFiles } from "../values";
import { GroupFrame } from "./frame";
import styles from "./inputs.module.css";
import linkStyles from "./link-button.module.css";

interface Sending {
  key: string;
  name: string;
  share: number;
  hasFailed: boolean;
}

/** Sends files one after another and appends each to the value when it has arrived. */
function useSending(props: InputProps) {
  const [sending, setSending] = useState<Sending[]>([]);
  const current = useRef<Attachment[]>([]);
  current.current = asFiles(props.value);
  const change = (key: string, part: Partial<Sending>): void =>
    setSending((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const send = async (file: File, key: string): Promise<void> => {
    try {
      const fileKey = await upload(file, (share) => change(key, { share }));
      const size = String(file.size);
      const added = { fileKey, name: file.name, size, contentType: file.type };
      props.onChange([...current.current, added]);
      setSending((all) => all.filter((one) => one.key !== key));
    } catch {
      change(key, { hasFailed: true });
    }
  };
  const sendAll = async (files: readonly File[]): Promise<void> => {
    const queue = files.map((file) => ({ file, key: crypto.randomUUID() }));
    const waiting = queue.map(({ file, key }) => ({
      key,
      name: file.name,
      share: 0,
      hasFailed: false,
    }));
    setSending((all) => [...all, ...waiting]);
    for (const { file, key } of queue) await send(file, key);
  };
  const forget = (key: string): void =>
    setSending((all) => all.filter((one) => one.key !== key));
  return { sending, sendAll, forget };
}

export function FileInput(props: InputProps) {
  const { t } = useTranslation();
  const [isOver, setOver] = useState(false);
  const { sending, sendAll, forget } = useSending(props);
  const files = asFiles(props.value);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void sendAll([...event.dataTransfer.files]);
  };
  const remove = (fileKey: string): void =>
    props.onChange(files.filter((file) => file.fileKey !== fileKey));
  return (
    <GroupFrame input={props}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same */}
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
      >
        <ul className={styles.files} hidden={files.length + sending.length === 0}>
          {files.map((file) => (
            <li key={file.fileKey} className={styles.file}>
              <IconPaperclip size={16} aria-hidden="true" />
              <span className={styles.fileName}>{file.name}</span>
              <span className={styles.soft}>{showSize(Number(file.size))}</span>
              <RemoveButton name={file.name} onClick={() => remove(file.fileKey)} />
            </li>
          ))}
          {sending.map((one) => (
            <SendingRow key={one.key} one={one} onForget={() => forget(one.key)} />
          ))}
        </ul>
        <div className={styles.dropText}>
          {t("form.filesDrop")}
          <FileButton multiple onChange={(chosen) => void sendAll(chosen)}>
            {(button) => (
              <button
                {...button}
                type="button"
                className={linkStyles.link}
                aria-label={`${props.label}: ${t("form.filesChoose")}`}
                onBlur={props.onBlur}
              >
                {t("form.filesChoose")}
              </button>
            )}
          </FileButton>
        </div>
      </div>
    </GroupFrame>
  );
}

function RemoveButton(props: { name: string; onClick: () => void }) {
  const { t } = useTranslation();
  const label = t("form.filesRemove", { name: props.name });
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={props.onClick}>
      <IconX size={16} aria-hidden="true" />
    </ActionIcon>
  );
}

function SendingRow({ one, onForget }: { one: Sending; onForget: () => void }) {
  const { t } = useTranslation();
  if (one.hasFailed) {
    return (
      <li className={styles.file}>
        <span className={styles.error} role="alert">
          {t("form.filesFailed", { name: one.name })}
        </span>
        <RemoveButton name={one.name} onClick={onForget} />
      </li>
    );
  }
  return (
    <li className={styles.file}>
      <span className={styles.fileName}>{one.name}</span>
      <Progress
        value={one.share * 100}
        w={120}
        aria-label={t("form.filesProgress", { name: one.name })}
      />
    </li>
  );
}
