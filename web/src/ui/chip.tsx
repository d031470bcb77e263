import type { ReactNode } from "react";
import styles from "./chip.module.css";

export type Tone =
  | "plain"
  | "new"
  | "active"
  | "done"
  | "back"
  | "late"
  | "t0"
  | "t1"
  | "t2"
  | "t3"
  | "t4"
  | "t5";

/** A short word on a tinted ground. The word says it; the colour only helps the eye. */
export function Chip(props: { tone: Tone; hasDot?: boolean; children: ReactNode }) {
  return (
    <span className={styles.chip} data-tone={props.tone}>
      {props.hasDot ? <span className={styles.dot} aria-hidden="true" /> : null}
      {props.children}
    </span>
  );
}
