const STEP = 1024;
const UNITS = ["B", "KB", "MB", "GB"] as const;

/** `2411724` → `2.3 MB`. */
export function showSize(bytes: number): string {
  if (!Number.isFinite(bytes) || bytes < 0) return "";
  const power = Math.min(Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(STEP)), 3);
  const amount = bytes / STEP ** power;
  return `${power === 0 || amount >= 100 ? Math.round(amount) : amount.toFixed(1)} ${UNITS[power]}`;
}
