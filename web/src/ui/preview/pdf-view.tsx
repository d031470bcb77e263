import type { PDFDocumentProxy } from "pdfjs-dist";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { LoadingLines } from "../states";
import { openPdf } from "./pdf-document";
import styles from "./preview.module.css";
import type { PreviewFile } from "./preview-kind";

interface Props {
  file: PreviewFile;
  scale: number;
}

/** The pages of a PDF, each drawn when it comes into sight. */
export function PdfView({ file, scale }: Props) {
  const { t } = useTranslation();
  const [pdf, setPdf] = useState<PDFDocumentProxy | null>(null);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    const task = openPdf(file.url);
    task.promise.then(setPdf, () => setFailed(true));
    return () => void task.destroy();
  }, [file.url]);
  if (hasFailed) return <p className={styles.none}>{t("preview.failed")}</p>;
  if (pdf === null) return <LoadingLines lines={8} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: pages are scrolled by keyboard
    <section className={styles.view} aria-label={file.name} tabIndex={0}>
      {Array.from({ length: pdf.numPages }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pages never change their places
        <Page key={index} pdf={pdf} number={index + 1} scale={scale} />
      ))}
    </section>
  );
}

interface PageProps {
  pdf: PDFDocumentProxy;
  number: number;
  scale: number;
}

/** A sheet of A4 until its real size is known. */
const SHEET = { width: 595, height: 842 };

function Page({ pdf, number, scale }: PageProps) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState(SHEET);
  const isNear = useNearness(canvas);
  useEffect(() => {
    const target = canvas.current;
    if (!isNear || target === null) return;
    let stop = (): void => undefined;
    let isOver = false;
    void pdf.getPage(number).then((page) => {
      if (isOver) return;
      const plain = page.getViewport({ scale: 1 });
      setSize({ width: plain.width, height: plain.height });
      const density = window.devicePixelRatio * scale * FIT;
      const viewport = page.getViewport({ scale: density });
      target.width = Math.floor(viewport.width);
      target.height = Math.floor(viewport.height);
      const drawing = page.render({ canvas: target, viewport });
      stop = () => drawing.cancel();
      drawing.promise.catch(() => undefined);
    });
    return () => {
      isOver = true;
      stop();
    };
  }, [pdf, number, scale, isNear]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={t("preview.page", { number, count: pdf.numPages })}
      className={styles.page}
      style={{
        width: `min(${size.width * scale * FIT}px, ${scale * 100}%)`,
        aspectRatio: `${size.width} / ${size.height}`,
      }}
    />
  );
}

/** A point of a PDF is smaller than it reads well on a screen. */
const FIT = 1.4;

function useNearness(target: React.RefObject<HTMLElement | null>): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const element = target.current;
    if (element === null) return;
    const watcher = new IntersectionObserver(
      (entries) => setNear((was) => was || entries.some((one) => one.isIntersecting)),
      { rootMargin: "600px" },
    );
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [target]);
  return isNear;
}
