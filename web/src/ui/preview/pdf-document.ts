/** Opening PDFs: pdf.js with its worker, and the tables that Japanese text without fonts needs. */
import { GlobalWorkerOptions, getDocument, type PDFDocumentLoadingTask } from "pdfjs-dist";
import worker from "pdfjs-dist/build/pdf.worker.min.mjs?url";

GlobalWorkerOptions.workerSrc = worker;

const TABLES = import.meta.glob<string>(
  "/node_modules/pdfjs-dist/cmaps/{78*,83pv*,90*,Add*,Adobe-Japan1*,EUC-*,Ext-*,H,Hankaku,Hiragana,Katakana,RKSJ*,Roman,UniJIS*,V}.bcmap",
  { query: "?url&no-inline", import: "default" },
);

/** Hands pdf.js the tables out of our own assets, whose names the build made. */
class Tables {
  async fetch({ filename }: { filename: string }): Promise<Uint8Array> {
    const find = TABLES[`/node_modules/pdfjs-dist/cmaps/${filename}`];
    if (!find) throw new Error(`There is no ${filename}.`);
    const answer = await fetch(await find());
    return new Uint8Array(await answer.arrayBuffer());
  }
}

export function openPdf(url: string): PDFDocumentLoadingTask {
  return getDocument({
    url,
    httpHeaders: { "X-Requested-With": "XMLHttpRequest" },
    withCredentials: true,
    cMapUrl: "cmaps/",
    cMapPacked: true,
    BinaryDataFactory: Tables,
    useWorkerFetch: false,
    useSystemFonts: true,
  });
}
