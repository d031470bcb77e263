import { ActionIcon, Button, Modal } from "@mantine/core";
import { useWindowEvent } from "@mantine/hooks";
import {
  IconChevronLeft,
  IconChevronRight,
  IconDownload,
  IconZoomIn,
  IconZoomOut,
} from "@tabler/icons-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { LoadingLines } from "../states";
import { ImageView } from "./image-view";
import styles from "./preview.module.css";
import { type PreviewFile, previewKind } from "./preview-kind";

const PdfView = lazy(async () => ({ default: (await import("./pdf-view")).PdfView }));
const STEPS = [0.5, 0.75, 1, 1.5, 2, 3, 4] as const;
const WHOLE = 2;

interface Props {
  files: readonly PreviewFile[];
  /** Which of them is shown first; null while nothing is to be shown. */
  start: number | null;
  onClose: () => void;
}

/** 添付ファイルのプレビュー: images and PDFs, one after another; arrows turn, + and - zoom. */
export function PreviewDialog({ files, start, onClose }: Props) {
  const { t } = useTranslation();
  const isOpen = start !== null && files.length > 0;
  useEffect(() => {
    // what lies below is covered wholly: nobody is to meet it meanwhile
    const page = document.querySelector("main");
    if (!isOpen || page === null) return;
    page.inert = true;
    return () => {
      page.inert = false;
    };
  }, [isOpen]);
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      fullScreen
      title={t("preview.title")}
      closeButtonProps={{ "aria-label": t("common.close") }}
      classNames={{ content: styles.content ?? "", body: styles.body ?? "" }}
    >
      {start === null ? null : <Shown key={start} files={files} start={start} />}
    </Modal>
  );
}

function Shown({ files, start }: { files: readonly PreviewFile[]; start: number }) {
  const { t } = useTranslation();
  const [place, setPlace] = useState(start);
  const [step, setStep] = useState(WHOLE);
  const file = files[Math.min(place, files.length - 1)];
  const turn = (by: number): void => {
    const next = place + by;
    if (next < 0 || next >= files.length) return;
    setPlace(next);
    setStep(WHOLE);
  };
  const zoom = (by: number): void =>
    setStep((now) => Math.max(0, Math.min(STEPS.length - 1, now + by)));
  useWindowEvent("keydown", (event) => {
    const act = {
      ArrowLeft: () => turn(-1),
      ArrowRight: () => turn(1),
      "+": () => zoom(1),
      "-": () => zoom(-1),
      "0": () => setStep(WHOLE),
    }[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });
  if (!file) return null;
  return (
    <div className={styles.shown}>
      <div className={styles.bar}>
        <p className={styles.name}>
          {file.name}
          {files.length > 1 ? (
            <span className={styles.place}>
              {t("preview.place", { place: place + 1, count: files.length })}
            </span>
          ) : null}
        </p>
        <div className={styles.tools} role="toolbar" aria-label={t("preview.tools")}>
          <Tool label={t("preview.previous")} isOff={place === 0} onClick={() => turn(-1)}>
            <IconChevronLeft size={20} aria-hidden="true" />
          </Tool>
          <Tool
            label={t("preview.next")}
            isOff={place === files.length - 1}
            onClick={() => turn(1)}
          >
            <IconChevronRight size={20} aria-hidden="true" />
          </Tool>
          <Tool label={t("preview.smaller")} isOff={step === 0} onClick={() => zoom(-1)}>
            <IconZoomOut size={20} aria-hidden="true" />
          </Tool>
          <Tool
            label={t("preview.larger")}
            isOff={step === STEPS.length - 1}
            onClick={() => zoom(1)}
          >
            <IconZoomIn size={20} aria-hidden="true" />
          </Tool>
          <Download file={file} />
        </div>
      </div>
      <Content key={file.key} file={file} scale={STEPS[step] ?? 1} onZoom={zoom} />
    </div>
  );
}

interface ToolProps {
  label: string;
  isOff: boolean;
  onClick: () => void;
  children: React.ReactNode;
}

function Tool({ label, isOff, onClick, children }: ToolProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="xl"
      aria-label={label}
      title={label}
      aria-disabled={isOff}
      data-disabled={isOff}
      onClick={() => {
        if (!isOff) onClick();
      }}
    >
      {children}
    </ActionIcon>
  );
}

function Download({ file }: { file: PreviewFile }) {
  const { t } = useTranslation();
  return (
    <Button
      component="a"
      href={file.url}
      download={file.name}
      variant="default"
      leftSection={<IconDownload size={18} aria-hidden="true" />}
    >
      {t("preview.download")}
    </Button>
  );
}

interface ContentProps {
  file: PreviewFile;
  scale: number;
  onZoom: (by: number) => void;
}

function Content({ file, scale, onZoom }: ContentProps) {
  const { t } = useTranslation();
  const kind = previewKind(file);
  if (kind === "image") return <ImageView file={file} scale={scale} onZoom={onZoom} />;
  if (kind === "pdf")
    return (
      <Suspense fallback={<LoadingLines lines={8} />}>
        <PdfView file={file} scale={scale} />
      </Suspense>
    );
  return <p className={styles.none}>{t("preview.none")}</p>;
}
