import { Button } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { PreparedState } from "@/api/personnel";
import { showDate } from "@/fields/moments";
import { useLocale } from "@/i18n/locale";
import { Chip, type Tone } from "@/ui/chip";
import pageStyles from "@/ui/page.module.css";
import styles from "./personnel.module.css";
import { type Item, useSentence } from "./timeline";

const TONES: Record<PreparedState, Tone> = {
  waiting: "active",
  done: "done",
  cancelled: "plain",
  failed: "late",
};

interface Props {
  on: string;
  items: readonly Item[];
  onCancel: (item: Item) => void;
}

/** One day, and all that is prepared for it. */
export function Day({ on, items, onCancel }: Props) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const sentence = useSentence();
  const id = useId();
  return (
    <section className={styles.day} aria-labelledby={id}>
      <h2 id={id}>{showDate(on, language, true)}</h2>
      <ul className={`${pageStyles.card} ${styles.items}`}>
        {items.map((item) => {
          const text = sentence(item);
          const { state, problem, note } = item.one;
          return (
            <li key={`${item.what}${item.one.id}`}>
              <div className={styles.about}>
                <span>{text}</span>
                {note ? <span className={styles.soft}>{note}</span> : null}
                {problem ? <span className={styles.flaw}>{problem}</span> : null}
              </div>
              <Chip tone={TONES[state]}>{t(`personnel.state.${state}`)}</Chip>
              {state === "waiting" || state === "failed" ? (
                <Button
                  variant="default"
                  size="compact-md"
                  aria-label={t("personnel.cancelOf", { text })}
                  onClick={() => onCancel(item)}
                >
                  {t("personnel.cancel")}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
