import { Portal } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./choice-list.module.css";
import type { Choice } from "./choices";

interface Props {
  id: string;
  anchor: RefObject<HTMLElement | null>;
  choices: readonly Choice[];
  keys: readonly string[];
  at: number;
  isSeveral: boolean;
  label: string;
  onChoose: (key: string) => void;
}

const TALLEST = 264;
const LEAST = 200;

/** What can be chosen, under its cell (or above it, where there is no room); the focus stays. */
export function ChoiceList(props: Props) {
  const { t } = useTranslation();
  const { id, anchor, choices, keys, at, label, isSeveral, onChoose } = props;
  const [place, setPlace] = useState<{ left: number; top: number; width: number } | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const count = choices.length;
  useLayoutEffect(() => {
    if (count < 0) return;
    const box = anchor.current?.closest("[data-row]")?.getBoundingClientRect();
    if (!box) return;
    const isBelow = box.bottom + TALLEST < window.innerHeight || box.top < TALLEST;
    const height = Math.min(TALLEST, list.current?.offsetHeight ?? TALLEST);
    const width = Math.max(LEAST, box.width);
    const left = Math.min(box.left, window.innerWidth - width - 8);
    setPlace({ left, width, top: isBelow ? box.bottom + 2 : box.top - height - 2 });
  }, [anchor, count]);
  useEffect(() => {
    list.current
      ?.querySelector(`#${CSS.escape(`${id}-${at}`)}`)
      ?.scrollIntoView({ block: "nearest" });
  }, [id, at]);
  return (
    <Portal>
      <section aria-label={label}>
        <div
          ref={list}
          id={id}
          role="listbox"
          tabIndex={-1}
          aria-label={label}
          aria-multiselectable={isSeveral}
          className={styles.list}
          style={{ ...place, maxHeight: TALLEST, visibility: place ? "visible" : "hidden" }}
          onMouseDown={(event) => event.preventDefault()}
        >
          {choices.map((choice, n) => {
            const isChosen = choice.key !== "" && keys.includes(choice.key);
            return (
              // biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's
              <div
                key={choice.key}
                id={`${id}-${n}`}
                role="option"
                aria-selected={isChosen}
                data-at={n === at || undefined}
                className={styles.choice}
                onClick={() => onChoose(choice.key)}
              >
                <span className={styles.check}>
                  {isChosen ? <IconCheck size={16} aria-hidden="true" /> : null}
                </span>
                {choice.label || t("grid.notSet")}
              </div>
            );
          })}
          {choices.length === 0 ? (
            <p className={styles.none}>{t("grid.nothingFound")}</p>
          ) : null}
        </div>
      </section>
    </Portal>
  );
}
