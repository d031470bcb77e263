import { IconPaperclip } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { fileUrl } from "@/api/records";
import type { CellProps, FieldUi } from "./field-ui";
import styles from "./show.module.css";
import { showSize } from "./sizes";
import { asFiles } from "./values";

function ShowFiles({ value, isDense }: CellProps) {
  const { t } = useTranslation();
  const files = asFiles(value);
  return (
    <ul className={styles.files}>
      {files.map((file) => (
        <li key={file.fileKey} className={styles.file}>
          <IconPaperclip size={16} aria-hidden="true" />
          <a
            className={isDense ? styles.clamped : undefined}
            href={fileUrl(file.fileKey)}
            download={file.name}
            title={t("record.downloads", { name: file.name })}
          >
            {file.name}
          </a>
          {isDense ? null : <span className={styles.soft}>{showSize(Number(file.size))}</span>}
        </li>
      ))}
    </ul>
  );
}

export const file: FieldUi = {
  Cell: ShowFiles,
  blank: [],
  isLong: true,
};
