import DOMPurify from "dompurify";
import { useMemo } from "react";

/** HTML that somebody wrote in a form: cleaned again here, although the server did. */
export function SafeHtml({ html }: { html: string }) {
  const clean = useMemo(
    () => DOMPurify.sanitize(html, { FORBID_TAGS: ["style", "form"] }),
    [html],
  );
  // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised on the line above
  return <div dangerouslySetInnerHTML={{ __html: clean }} />;
}
