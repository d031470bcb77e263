import { MultiSelect, Select, TagsInput, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { FieldProperty } from "@/api/wire";
import { normaliseNumber } from "@/fields/numbers";
import { DayEditor, TimeEditor } from "./day-editor";
import { takesMany, takesNothing } from "./operators";
import { PeopleEditor } from "./people-editor";
import { textValue } from "./syntax";
import { textOf, type ValueEditorProps } from "./value-editor-props";

/** What a line compares with, asked for as the field's type has it. */
export function ValueEditor(props: ValueEditorProps) {
  const { field, wording } = props;
  if (takesNothing(wording)) return null;
  switch (field.comparable) {
    case "people":
      return <PeopleEditor {...props} />;
    case "choice":
    case "state":
      return <ChoiceEditor {...props} />;
    case "date":
      return <DayEditor {...props} />;
    case "time":
      return <TimeEditor {...props} />;
    default:
      return takesMany(wording) ? <TextsEditor {...props} /> : <TextEditor {...props} />;
  }
}

function TextEditor({ field, values, label, onChange }: ValueEditorProps) {
  const isNumber = field.comparable === "number";
  const unit = field.property.unit;
  return (
    <TextInput
      aria-label={label}
      inputMode={isNumber ? "decimal" : "text"}
      rightSection={isNumber && unit ? <span aria-hidden="true">{unit}</span> : null}
      rightSectionWidth={isNumber && unit ? 16 + unit.length * 14 : 0}
      value={textOf(values[0])}
      onChange={(event) => onChange([textValue(event.currentTarget.value)])}
      onBlur={(event) => {
        if (isNumber) onChange([textValue(normaliseNumber(event.currentTarget.value))]);
      }}
    />
  );
}

function TextsEditor({ field, values, label, onChange }: ValueEditorProps) {
  const { t } = useTranslation();
  const isNumber = field.comparable === "number";
  return (
    <TagsInput
      aria-label={label}
      placeholder={values.length === 0 ? t("filter.values") : ""}
      value={values.map(textOf)}
      onChange={(texts) =>
        onChange(texts.map((text) => textValue(isNumber ? normaliseNumber(text) : text)))
      }
    />
  );
}

function optionsOf(property: FieldProperty): { value: string; label: string }[] {
  return Object.entries(property.options ?? {})
    .sort(([, a], [, b]) => Number(a.index) - Number(b.index))
    .map(([value, option]) => ({ value, label: option.label }));
}

function ChoiceEditor({ field, wording, values, states, label, onChange }: ValueEditorProps) {
  const { t } = useTranslation();
  const isState = field.comparable === "state";
  const own = isState
    ? states.map((name) => ({ value: name, label: name }))
    : optionsOf(field.property);
  const chosen = values.map(textOf);
  const gone = chosen.filter((one) => own.every(({ value }) => value !== one));
  const data = [
    ...own,
    ...gone.map((value) => ({ value, label: value || t("filter.nothing") })),
  ];
  if (!takesMany(wording)) {
    return (
      <Select
        aria-label={label}
        data={data}
        value={chosen[0] ?? null}
        allowDeselect={false}
        onChange={(next) => onChange(next === null ? [] : [textValue(next)])}
      />
    );
  }
  return (
    <MultiSelect
      aria-label={label}
      data={data}
      value={chosen}
      searchable={data.length > 8}
      nothingFoundMessage={t("form.nothingFound")}
      onChange={(next) => onChange(next.map(textValue))}
    />
  );
}
