import { useTranslation } from "react-i18next";
import type { Route } from "@/api/routes";
import { showMoment } from "@/fields/moments";
import { useLocale } from "@/i18n/locale";
import styles from "./print.module.css";
import { type Seal, sealName, sealsOf } from "./seals";

/** 決裁欄: a box for each who decides, with a seal and the day once they have. */
export function SealTable({ route }: { route: Route }) {
  const { t } = useTranslation();
  const seals = sealsOf(route);
  if (seals.length === 0) return null;
  return (
    <section className={styles.seals} aria-label={t("print.seals")}>
      {seals.map((seal, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: boxes stay in their order
        <Box key={index} seal={seal} />
      ))}
    </section>
  );
}

function Box({ seal }: { seal: Seal }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <div className={styles.box}>
      <p className={styles.office}>{seal.office}</p>
      <div className={styles.stampPlace}>
        {seal.name ? (
          <span className={styles.stamp} aria-hidden="true">
            {sealName(seal.name)}
          </span>
        ) : (
          <span className={styles.soft}>{seal.asked}</span>
        )}
      </div>
      <p className={styles.decided}>
        {seal.name ? (
          <>
            <span>{seal.name}</span>
            {seal.insteadOf ? (
              <span>{t("print.instead", { name: seal.insteadOf })}</span>
            ) : null}
            <span>{seal.action}</span>
            <span>{showMoment(seal.at, locale)}</span>
          </>
        ) : (
          <span>{t("print.open")}</span>
        )}
      </p>
    </div>
  );
}
