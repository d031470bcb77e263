/** Numbers as text, never as floats: no digit is lost between the server and the eye. */

const PLAIN = /^([+-]?)(\d*)(\.\d*)?$/;
const DASHES = /[‐‑‒–—―−ー]/g;

/** What a person typed, made plain: full-width digits, commas, a long dash as minus, spaces. */
export function normaliseNumber(typed: string): string {
  const plain = typed
    .normalize("NFKC")
    .replace(DASHES, "-")
    .replace(/[,、，\s]/g, "")
    .replace(/[。]/g, ".");
  const bare = plain.replace(/^([△▲-]?)[¥\\$]/, "$1").replace(/円$/, "");
  const negative = /^[△▲](.*)$/.exec(bare) ?? /^\((\d[\d.]*)\)$/.exec(bare);
  return negative ? `-${negative[1]}` : bare;
}

/** The sum of plain numbers as text, exact; what is no number is passed over. */
export function sumOf(texts: readonly string[]): string {
  const parts = texts.flatMap((text) => {
    const match = PLAIN.exec(text);
    return match && (match[2] || match[3]) ? [match] : [];
  });
  const places = Math.max(0, ...parts.map((one) => (one[3]?.length ?? 1) - 1));
  const total = parts.reduce((sum, [, sign, whole = "", fraction = ""]) => {
    const scaled = BigInt(`${whole}${fraction.slice(1).padEnd(places, "0")}` || "0");
    return sign === "-" ? sum - scaled : sum + scaled;
  }, 0n);
  const digits = String(total < 0n ? -total : total).padStart(places + 1, "0");
  const cut = digits.length - places;
  const shown = places > 0 ? `${digits.slice(0, cut)}.${digits.slice(cut)}` : digits;
  return `${total < 0n ? "-" : ""}${shown}`;
}

/** `1234567.5` → `1,234,567.5`; anything that is no plain number stays as it is. */
export function groupDigits(text: string): string {
  const match = PLAIN.exec(text);
  if (!match?.[2]) return text;
  const [, sign = "", whole = "", fraction = ""] = match;
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}${fraction}`;
}

/** Shows exactly `places` decimals, rounding half up by digits. */
export function withPlaces(text: string, places: number): string {
  const match = PLAIN.exec(text);
  if (!match?.[2] || !Number.isInteger(places)) return text;
  const [, sign = "", whole = "", fraction = ""] = match;
  const digits = fraction.slice(1).padEnd(places + 1, "0");
  const scaled =
    BigInt(whole + digits.slice(0, places)) + (digits.charAt(places) >= "5" ? 1n : 0n);
  const shown = scaled.toString().padStart(places + 1, "0");
  const cut = shown.length - places;
  return `${sign}${shown.slice(0, cut)}${places > 0 ? `.${shown.slice(cut)}` : ""}`;
}

export interface NumberStyle {
  isGrouped: boolean;
  displayScale?: string | undefined;
  unit?: string | undefined;
  unitPosition?: "BEFORE" | "AFTER" | undefined;
}

/** A number as it is read: rounded for display, grouped, with its unit. */
export function showNumber(text: string, style: NumberStyle): string {
  if (text === "") return "";
  const scale = style.displayScale ? Number(style.displayScale) : null;
  const rounded = scale === null ? text : withPlaces(text, scale);
  const grouped = style.isGrouped ? groupDigits(rounded) : rounded;
  const unit = style.unit ?? "";
  if (unit === "") return grouped;
  const gap = /^[A-Za-z]/.test(unit) ? "\u00a0" : "";
  return style.unitPosition === "AFTER" ? `${grouped}${gap}${unit}` : `${unit}${gap}${grouped}`;
}
