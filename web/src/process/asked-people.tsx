import { useTranslation } from "react-i18next";
import type { Asked } from "@/api/routes";
import { Chip } from "@/ui/chip";
import styles from "./route.module.css";

/** The people of a line; beside who is away, who may act for them. */
export function AskedPeople({ people }: { people: readonly Asked[] }) {
  const { t } = useTranslation();
  if (people.length === 0) return <span className={styles.nobody}>{t("route.nobody")}</span>;
  return (
    <ul className={styles.people}>
      {people.map((one) => (
        <li key={one.code}>
          {one.name}
          {one.isAbsent ? <Chip tone="back">{t("route.absent")}</Chip> : null}
          {one.delegates.length > 0 ? (
            <span className={styles.soft}>
              {t("route.delegates", {
                names: one.delegates.map((each) => each.name).join("、"),
              })}
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
