import { type ReactNode, useId } from "react";
import styles from "./portal.module.css";

/** A part of the portal under a heading; beside it, the way to all of it. */
export function Block(props: { title: string; aside?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.block} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id} className={styles.title}>
          {props.title}
        </h2>
        {props.aside}
      </div>
      {props.children}
    </section>
  );
}
