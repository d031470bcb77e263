import { Badge, Button } from "@mantine/core";
import { IconArrowBackUp, IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type Version, yamlOf } from "@/api/versions";
import { showMoment } from "@/fields/moments";
import { useLocale } from "@/i18n/locale";
import pageStyles from "@/ui/page.module.css";
import styles from "./versions.module.css";

interface Props {
  appId: string;
  one: Version;
  /** Absent where nobody can go back to it, or this person may not. */
  onBack: (() => void) | undefined;
}

/** One version: who made it live and when, and what it changed. */
export function VersionItem({ appId, one, onBack }: Props) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { version } = one;
  const time = showMoment(one.deployedAt, locale);
  return (
    <li className={`${pageStyles.card} ${styles.item}`}>
      <div className={styles.head}>
        <h2>{t("versions.version", { version })}</h2>
        {one.isLive ? (
          <Badge color="green" variant="light" tt="none">
            {t("versions.live")}
          </Badge>
        ) : null}
        <span className={styles.soft}>
          {t("versions.deployed", { name: one.deployedBy.name, time })}
        </span>
      </div>
      {one.rolledBackTo === null ? null : (
        <p>{t("versions.rolledBack", { version: one.rolledBackTo })}</p>
      )}
      {one.changes.length === 0 ? (
        <p className={styles.soft}>{t("versions.same")}</p>
      ) : (
        <Sentences texts={one.changes} />
      )}
      <div className={styles.actions}>
        {onBack ? (
          <Button
            variant="default"
            aria-label={t("versions.backTo", { version })}
            leftSection={<IconArrowBackUp size={18} aria-hidden="true" />}
            onClick={onBack}
          >
            {t("versions.back")}
          </Button>
        ) : null}
        <Button
          component="a"
          href={yamlOf(appId, version)}
          download
          variant="subtle"
          aria-label={t("versions.fileOf", { version })}
          leftSection={<IconDownload size={18} aria-hidden="true" />}
        >
          {t("versions.file")}
        </Button>
      </div>
    </li>
  );
}

/** Sentences, one below the other. */
export function Sentences({ texts }: { texts: readonly string[] }) {
  return (
    <ul className={styles.sentences}>
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}
