import type { CellProps, FieldUi } from "./field-ui";
import styles from "./show.module.css";
import { asText } from "./values";

const SCHEMES = { WEB: "", MAIL: "mailto:", CALL: "tel:" } as const;
const WEB = /^(https?|ftp):\/\//i;

/** Only web, mail and telephone addresses become links; anything else is text. */
function ShowLink({ value, property, isDense }: CellProps) {
  const text = asText(value);
  const protocol = property.protocol ?? "WEB";
  const shown = <span className={isDense ? styles.clamped : undefined}>{text}</span>;
  if (text === "" || (protocol === "WEB" && !WEB.test(text))) return shown;
  return (
    <a href={`${SCHEMES[protocol]}${text}`} target="_blank" rel="noreferrer noopener">
      {shown}
    </a>
  );
}

export const link: FieldUi = {
  Cell: ShowLink,
  blank: "",
  isSortable: true,
};
