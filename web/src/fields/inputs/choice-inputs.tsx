import { Checkbox, MultiSelect, Radio, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { FieldProperty } from "@/api/wire";
import type { InputProps } from "../field-ui";
import { asText, asTexts } from "../values";
import { framed, GroupFrame } from "./frame";
import styles from "./inputs.module.css";

interface Option {
  value: string;
  label: string;
}

const MANY = 8;
/** Large enough to touch (24 px), with the text of the other inputs. */
const OPTION = { label: { fontSize: 15, paddingInlineStart: 8 } };

function optionsOf(property: FieldProperty): Option[] {
  return Object.entries(property.options ?? {})
    .sort(([, a], [, b]) => Number(a.index) - Number(b.index))
    .map(([value, option]) => ({ value, label: option.label }));
}

export function CheckBoxInput(props: InputProps) {
  const chosen = asTexts(props.value);
  const options = optionsOf(props.property);
  const toggle = (name: string, isOn: boolean): void => {
    const next = new Set(chosen);
    if (isOn) next.add(name);
    else next.delete(name);
    props.onChange(options.map((option) => option.value).filter((value) => next.has(value)));
  };
  return (
    <GroupFrame input={props}>
      <div
        className={styles.options}
        data-vertical={props.property.align === "VERTICAL" || undefined}
      >
        {options.map(({ value, label }) => (
          <Checkbox
            key={value}
            size="md"
            styles={OPTION}
            label={label}
            checked={chosen.includes(value)}
            onChange={(event) => toggle(value, event.currentTarget.checked)}
            onBlur={props.onBlur}
          />
        ))}
      </div>
    </GroupFrame>
  );
}

export function RadioInput(props: InputProps) {
  const chosen = asText(props.value);
  return (
    <GroupFrame input={props}>
      <div
        className={styles.options}
        data-vertical={props.property.align === "VERTICAL" || undefined}
      >
        {optionsOf(props.property).map(({ value, label }) => (
          <Radio
            key={value}
            size="md"
            styles={OPTION}
            name={props.id}
            label={label}
            checked={chosen === value}
            onChange={() => props.onChange(value)}
            onBlur={props.onBlur}
          />
        ))}
      </div>
    </GroupFrame>
  );
}

export function DropDownInput(props: InputProps) {
  const { t } = useTranslation();
  const options = optionsOf(props.property);
  return (
    <Select
      {...framed(props)}
      data={options}
      value={asText(props.value) || null}
      onChange={(next) => props.onChange(next)}
      searchable={options.length > MANY}
      clearable={props.property.required !== true}
      clearButtonProps={{ "aria-label": t("common.clear") }}
      nothingFoundMessage={t("form.nothingFound")}
      placeholder={t("form.notSet")}
      checkIconPosition="right"
    />
  );
}

export function MultiSelectInput(props: InputProps) {
  const { t } = useTranslation();
  return (
    <MultiSelect
      {...framed(props)}
      data={optionsOf(props.property)}
      value={asTexts(props.value)}
      onChange={(next) => props.onChange(next)}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("common.clear") }}
      nothingFoundMessage={t("form.nothingFound")}
    />
  );
}
