/** Cells as text between tabs and line ends, quoted as Excel does: what a clipboard carries. */

function quoted(cell: string): string {
  return /["\t\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell;
}

export function writeTsv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.map(quoted).join("\t")).join("\r\n");
}

/**
 * Reads what Excel, LibreOffice and Google put on the clipboard. A quote opens a quoted cell only at
 * its beginning; one that is never closed is a character like any other.
 */
export function readTsv(text: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  let at = 0;
  while (at < text.length || cells.length > 0) {
    const cell = readCell(text, at);
    cells.push(cell.value);
    at = cell.end;
    if (text[at] === "\t") {
      at += 1;
      continue;
    }
    rows.push(cells);
    cells = [];
    if (at >= text.length) break;
    at += text.startsWith("\r\n", at) ? 2 : 1;
  }
  return rows;
}

interface ReadCell {
  value: string;
  end: number;
}

function readCell(text: string, start: number): ReadCell {
  return (text[start] === '"' ? readQuoted(text, start) : null) ?? readPlain(text, start);
}

function readPlain(text: string, start: number): ReadCell {
  let end = start;
  while (end < text.length && !isEnd(text[end])) end += 1;
  return { value: text.slice(start, end), end };
}

function readQuoted(text: string, start: number): ReadCell | null {
  let value = "";
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return null;
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') {
      const isWhole = quote + 1 >= text.length || isEnd(text[quote + 1]);
      return isWhole ? { value: value.replace(/\r\n?/g, "\n"), end: quote + 1 } : null;
    }
    value += '"';
    at = quote + 2;
  }
}

function isEnd(letter: string | undefined): boolean {
  return letter === "\t" || letter === "\n" || letter === "\r";
}
