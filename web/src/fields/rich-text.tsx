import { lazy, Suspense } from "react";
import type { CellProps, FieldUi } from "./field-ui";
import styles from "./show.module.css";
import { asText } from "./values";

const SafeHtml = lazy(async () => ({ default: (await import("@/ui/safe-html")).SafeHtml }));

/** The words alone, for a list. */
function wordsOf(html: string): string {
  return new DOMParser().parseFromString(html, "text/html").body.textContent ?? "";
}

function ShowRichText({ value, isDense }: CellProps) {
  const html = asText(value);
  if (isDense) return <span className={styles.clamped}>{wordsOf(html)}</span>;
  return (
    <Suspense fallback={<span>{wordsOf(html)}</span>}>
      <SafeHtml html={html} />
    </Suspense>
  );
}

export const richText: FieldUi = {
  Cell: ShowRichText,
  blank: "",
  isLong: true,
};
