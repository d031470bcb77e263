import { readTsv } from "./tsv";

/** The cells of a clipboard: text between tabs, else the first table of a page. */
export function cellsOf(data: DataTransfer): string[][] {
  const text = data.getData("text/plain");
  const html = data.getData("text/html");
  const isTable = /<table[\s>]/i.test(html);
  if (text.includes("\t") || !isTable) return readTsv(text.replace(/\r?\n$/, ""));
  const page = new DOMParser().parseFromString(html.replace(/<br\s*\/?>/gi, "\n"), "text/html");
  const rows = [...(page.querySelector("table")?.rows ?? [])];
  return rows.map((row) => [...row.cells].map((cell) => (cell.textContent ?? "").trim()));
}
