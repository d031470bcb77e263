/** The product's mark. Decoration: the name stands beside it. */
export function Mark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" fill="var(--u-mark-ground)" />
      <path
        d="M9 8v9a7 7 0 0 0 14 0V8"
        fill="none"
        stroke="var(--u-mark-line)"
        strokeWidth="4"
        strokeLinecap="round"
      />
      <circle cx="16" cy="16.5" r="2.6" fill="var(--u-mark-dot)" />
    </svg>
  );
}
