import { NativeSelect, NumberInput } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { FieldProperty } from "@/api/wire";
import { DateInput, DateTimeInput, TimeInput } from "@/fields/inputs/moment-inputs";
import { asText } from "@/fields/values";
import styles from "./builder.module.css";
import { type ChosenDay, chosenDay, NAMED_DAYS, UNITS, valueOfDay } from "./date-functions";
import { textValue } from "./syntax";
import { textOf, type ValueEditorProps } from "./value-editor-props";
import { writeValue } from "./writer";

const MOST = 9999;
const AS_IT_IS = "as-it-is";

/** A day: itself (also by era), 今月, 3日前, 5営業日後 … */
export function DayEditor(props: ValueEditorProps) {
  const { t } = useTranslation();
  const { field, values, label, onChange } = props;
  const [value] = values;
  const chosen = chosenDay(value);
  const isMoment = field.property.type !== "DATE";
  const send = (next: ChosenDay): void => onChange([valueOfDay(next)]);
  const choose = (way: string): void => {
    const name = NAMED_DAYS.find((one) => one === way);
    if (name) send({ by: "name", name });
    else if (way === "distance") send({ by: "distance", amount: -7, unit: "DAYS" });
    else if (way === "business") send({ by: "business", amount: 5 });
    else if (way === "now") send({ by: "now" });
    else if (way === "day") onChange([]);
  };
  const ways = [
    { value: "day", label: t(isMoment ? "filter.exactMoment" : "filter.exactDay") },
    ...(isMoment ? [{ value: "now", label: t("filter.now") }] : []),
    ...NAMED_DAYS.map((name) => ({ value: name, label: t(`filter.day.${name}`) })),
    { value: "distance", label: t("filter.fromToday") },
    { value: "business", label: t("filter.businessDays") },
    ...(chosen === null && value ? [{ value: AS_IT_IS, label: writeValue(value) }] : []),
  ];
  return (
    <div className={styles.day}>
      <NativeSelect
        aria-label={`${label}（${t("filter.chooseDay")}）`}
        value={wayOf(chosen)}
        data={ways}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {chosen?.by === "day" ? (
        <Exact {...props} isMoment={isMoment} text={chosen.text} />
      ) : null}
      {chosen?.by === "distance" || chosen?.by === "business" ? (
        <Distance label={label} chosen={chosen} onChange={send} />
      ) : null}
    </div>
  );
}

function wayOf(chosen: ChosenDay | null): string {
  if (chosen === null) return AS_IT_IS;
  return chosen.by === "name" ? chosen.name : chosen.by;
}

function Exact(props: ValueEditorProps & { isMoment: boolean; text: string }) {
  const { isMoment, text } = props;
  const Input = isMoment && text.length !== 10 ? DateTimeInput : DateInput;
  return <Input {...inputProps(props, useId())} value={text} />;
}

function inputProps({ field, label, onChange }: ValueEditorProps, id: string) {
  const property: FieldProperty = { ...field.property, required: false };
  return {
    id,
    label,
    isLabelHidden: true,
    property,
    error: undefined,
    onBlur: () => undefined,
    onChange: (next: Parameters<typeof asText>[0]) => onChange([textValue(asText(next))]),
  };
}

/** A time of day. */
export function TimeEditor(props: ValueEditorProps) {
  return <TimeInput {...inputProps(props, useId())} value={textOf(props.values[0])} />;
}

type Far = Extract<ChosenDay, { by: "distance" | "business" }>;

function Distance(props: { label: string; chosen: Far; onChange: (next: ChosenDay) => void }) {
  const { t } = useTranslation();
  const { chosen, onChange } = props;
  const sign = chosen.amount < 0 ? -1 : 1;
  return (
    <div className={styles.distance}>
      <NumberInput
        aria-label={`${props.label}（${t("filter.amount")}）`}
        className={styles.amount ?? ""}
        min={0}
        max={MOST}
        allowDecimal={false}
        allowNegative={false}
        hideControls
        value={Math.abs(chosen.amount)}
        onChange={(next) => onChange({ ...chosen, amount: sign * Number(next || 0) })}
      />
      {chosen.by === "distance" ? (
        <NativeSelect
          aria-label={t("filter.unit")}
          value={chosen.unit}
          data={UNITS.map((unit) => ({ value: unit, label: t(`filter.units.${unit}`) }))}
          onChange={(event) => {
            const unit = UNITS.find((one) => one === event.currentTarget.value);
            if (unit) onChange({ ...chosen, unit });
          }}
        />
      ) : null}
      <NativeSelect
        aria-label={t("filter.direction")}
        value={String(sign)}
        data={[
          { value: "-1", label: t("filter.before") },
          { value: "1", label: t("filter.after") },
        ]}
        onChange={(event) =>
          onChange({
            ...chosen,
            amount: Number(event.currentTarget.value) * Math.abs(chosen.amount),
          })
        }
      />
    </div>
  );
}
