import styles from "./app-tile.module.css";

/** An app's face: the first letter of its name on a colour of its own. Its name stands beside it. */
export function AppTile({ id, name }: { id: string; name: string }) {
  return (
    <span
      className={styles.tile}
      data-hue={Number(id) % 6}
      data-letter={[...name][0] ?? ""}
      aria-hidden="true"
    />
  );
}
