import { Chip, type Tone } from "@/ui/chip";
import type { CellProps } from "./field-ui";
import styles from "./show.module.css";
import { asText, asTexts } from "./values";

const TONES: readonly Tone[] = ["t0", "t1", "t2", "t3", "t4", "t5"];

/** Chosen options, each in the tint of its place in the list of options. */
export function ShowChoices({ value, property }: CellProps) {
  const single = asText(value);
  const chosen = single === "" ? asTexts(value) : [single];
  return (
    <span className={styles.chips}>
      {chosen.map((name) => {
        const option = property.options?.[name];
        const tone = option ? TONES[Number(option.index) % TONES.length] : undefined;
        return (
          <Chip key={name} tone={tone ?? "plain"}>
            {option?.label ?? name}
          </Chip>
        );
      })}
    </span>
  );
}
