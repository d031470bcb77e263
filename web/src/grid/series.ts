/** Going on as the cells before: 1, 2, 3 … or month by month; what is no series is repeated. */

const NUMBERED = /^(.*?)(\d+)(\D*)$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_LONG = 86_400_000;

function dayAfter(text: string, days: number): string {
  return new Date(Date.parse(`${text}T00:00:00Z`) + days * DAY_LONG).toISOString().slice(0, 10);
}

function monthsAfter(text: string, months: number): string {
  const [year = 0, month = 1, day = 1] = text.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last)))
    .toISOString()
    .slice(0, 10);
}

function daysBetween(one: string, other: string): number {
  return Math.round((Date.parse(other) - Date.parse(one)) / DAY_LONG);
}

function monthsBetween(one: string, other: string): number | null {
  const [y1 = 0, m1 = 0, d1 = 0] = one.split("-").map(Number);
  const [y2 = 0, m2 = 0, d2 = 0] = other.split("-").map(Number);
  return d1 === d2 ? (y2 - y1) * 12 + m2 - m1 : null;
}

function ofDays(cells: readonly string[]): ((n: number) => string) | null {
  const [first = "", second] = cells;
  if (!cells.every((cell) => DAY.test(cell))) return null;
  const months = second === undefined ? null : monthsBetween(first, second);
  if (months) return (n) => monthsAfter(first, months * n);
  const days = second === undefined ? 1 : daysBetween(first, second);
  return (n) => dayAfter(first, days * n);
}

function ofNumbers(cells: readonly string[]): ((n: number) => string) | null {
  const numbers = cells.map(Number);
  const [first = 0, second] = numbers;
  if (
    second === undefined ||
    cells.some((cell) => cell === "" || !Number.isInteger(Number(cell)))
  )
    return null;
  const step = second - first;
  const isEven = numbers.every((each, n) => each === first + step * n);
  return isEven ? (n) => String(first + step * n) : null;
}

function ofNumbered(cells: readonly string[]): ((n: number) => string) | null {
  const parts = cells.map((cell) => NUMBERED.exec(cell));
  const [first, second] = parts;
  const isAlike = parts.every((each) => each?.[1] === first?.[1] && each?.[3] === first?.[3]);
  if (!first?.[2] || !isAlike || (first[1] === "" && first[3] === "")) return null;
  const start = Number(first[2]);
  const step = second?.[2] === undefined ? 1 : Number(second[2]) - start;
  const width = first[2].startsWith("0") ? first[2].length : 0;
  return (n) => {
    const next = Math.max(0, start + step * n);
    return `${first[1]}${String(next).padStart(width, "0")}${first[3]}`;
  };
}

/** The texts after some cells: a series where they are one, else the same ones again and again. */
export function continued(cells: readonly string[], count: number): string[] {
  if (cells.length === 0) return [];
  const next = ofDays(cells) ?? ofNumbers(cells) ?? ofNumbered(cells);
  const again = (n: number): string => cells[n % cells.length] ?? "";
  return Array.from({ length: count }, (_, n) => (next ?? again)(cells.length + n));
}
