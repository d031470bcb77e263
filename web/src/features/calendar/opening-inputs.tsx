import { Button, CloseButton, Input, Stack, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import styles from "./calendar.module.css";

interface Props {
  value: readonly string[];
  onChange: (spans: string[]) => void;
}

const USUAL = "13:00-18:00";

/** The hours of a day of work, one line a span; typed as `9:00`, kept as `09:00`. */
export function OpeningInputs({ value, onChange }: Props) {
  const { t } = useTranslation();
  const set = (index: number, side: 0 | 1, time: string): void => {
    const spans = value.map((span, each) => {
      if (each !== index) return span;
      const edges = span.split("-");
      edges[side] = time;
      return edges.join("-");
    });
    onChange(spans);
  };
  return (
    <Input.Wrapper
      label={t("calendar.opening")}
      labelElement="div"
      description={t("calendar.openingHint")}
    >
      <Stack gap={6} mt={6} role="group" aria-label={t("calendar.opening")}>
        {value.map((span, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a span is its place: two may be alike while typed
          <div key={index} className={styles.span}>
            {([0, 1] as const).map((side) => (
              <TextInput
                key={side}
                aria-label={t(side === 0 ? "calendar.openingFrom" : "calendar.openingTo", {
                  n: index + 1,
                })}
                inputMode="numeric"
                className={styles.time ?? ""}
                value={span.split("-")[side] ?? ""}
                onChange={(event) => set(index, side, half(event.currentTarget.value))}
                onBlur={(event) => set(index, side, tidy(event.currentTarget.value))}
              />
            ))}
            <CloseButton
              aria-label={t("calendar.openingRemove", { n: index + 1 })}
              title={value.length === 1 ? t("calendar.openingLast") : undefined}
              disabled={value.length === 1}
              onClick={() => onChange(value.filter((_, each) => each !== index))}
            />
          </div>
        ))}
      </Stack>
      <Button
        variant="subtle"
        size="compact-sm"
        mt={4}
        leftSection={<IconPlus size={16} aria-hidden="true" />}
        onClick={() => onChange([...value, USUAL])}
      >
        {t("calendar.openingAdd")}
      </Button>
    </Input.Wrapper>
  );
}

/** Full-width digits and colons as they are meant; a dash would part the span. */
function half(text: string): string {
  return text.normalize("NFKC").replaceAll("-", "").slice(0, 5);
}

/** `9:00` and `900` are `09:00`; anything else stays as it was typed, for the server to refuse. */
function tidy(text: string): string {
  const match = /^(\d{1,2}):?(\d{2})$/.exec(half(text).trim());
  return match ? `${match[1]?.padStart(2, "0")}:${match[2]}` : text;
}
