import { Alert, Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import styles from "./account.module.css";

/** 12345 67890: easier to write down, and taken with or without the space. */
function spaced(code: string): string {
  return `${code.slice(0, 5)} ${code.slice(5)}`;
}

/** Recovery codes, this once. */
export function RecoveryCodes(props: { codes: readonly string[]; onKept: () => void }) {
  const { t } = useTranslation();
  const file = new Blob([props.codes.map(spaced).join("\r\n"), "\r\n"], { type: "text/plain" });
  const save = (): void => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = t("account.codes.fileName");
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <div className={styles.stack}>
      <p className={styles.soft}>{t("account.codes.lead")}</p>
      <ul className={styles.codes} aria-label={t("account.codes.title")}>
        {props.codes.map((code) => (
          <li key={code}>{spaced(code)}</li>
        ))}
      </ul>
      <Alert color="orange" variant="light">
        {t("account.codes.once")}
      </Alert>
      <div className={styles.end}>
        <Button
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden="true" />}
          onClick={save}
        >
          {t("account.codes.download")}
        </Button>
        <Button onClick={props.onKept}>{t("account.codes.kept")}</Button>
      </div>
    </div>
  );
}
