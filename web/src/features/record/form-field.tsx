import { useController } from "react-hook-form";
import { useTranslation } from "react-i18next";
import type { FieldProperty, WireValue } from "@/api/wire";
import { inputOf } from "@/fields/inputs/registry";
import { inputId, useFormScope } from "./form-context";
import type { FormValues } from "./form-values";
import { whyReadOnly } from "./form-values";
import { LookupInput } from "./lookup-input";
import { ShownField } from "./shown-field";

interface Props {
  property: FieldProperty;
  /** Its place in the form: its code, or `明細.0.value.数量`. */
  name: string;
  row?: number;
}

/** One field of a form: an input, or what the server will put there. */
export function FormField({ property, name, row }: Props) {
  const { t } = useTranslation();
  const scope = useFormScope();
  const { errors, touched, isNew } = scope;
  const { field } = useController<FormValues, string>({ name });
  const why = whyReadOnly(property, scope);
  const isInTable = row !== undefined;
  const label = isInTable
    ? t("common.of", { label: property.label, row: row + 1 })
    : property.label;
  if (why !== null) {
    if (isNew && why === "automatic" && isSystem(property)) return null;
    const shown = { ...property, noLabel: isInTable };
    return (
      <ShownField
        property={shown}
        value={field.value as WireValue}
        hint={why === "locked" ? undefined : t(`form.${why}`)}
        isLocked={why === "locked"}
      />
    );
  }
  const Input = inputOf(property.type);
  if (Input === null) return null;
  const props = {
    id: inputId(name),
    label,
    isLabelHidden: isInTable,
    property,
    value: field.value as WireValue,
    error: errors.get(name),
    onBlur: field.onBlur,
    onChange: (next: WireValue) => {
      field.onChange(next);
      touched(name);
    },
  };
  return property.lookup ? <LookupInput {...props} name={name} /> : <Input {...props} />;
}

function isSystem({ type }: FieldProperty): boolean {
  return type !== "SINGLE_LINE_TEXT" && type !== "NUMBER";
}
