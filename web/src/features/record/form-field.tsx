import { useController } from "react-hook-form";
import { useTranslation } from "react-i18next";
import type { FieldProperty, WireValue } from "@/api/wire";
import { isPostal } from "@/fields/addresses";
import { inputOf } from "@/fields/inputs/registry";
import { useFieldError } from "./field-errors";
import { inputId, useFormScope } from "./form-context";
import type { FormValues, Why } from "./form-values";
import { whyReadOnly } from "./form-values";
import { LookupInput } from "./lookup-input";
import { PostalOffer } from "./postal-offer";
import { ShownField } from "./shown-field";

interface Props {
  property: FieldProperty;
  /** Its place in the form: its code, or `明細.0.value.数量`. */
  name: string;
  row?: number | undefined;
}

/** One field of a form: an input, or what the server will put there. */
export function FormField({ property, name, row }: Props) {
  const { t } = useTranslation();
  const scope = useFormScope();
  const { errors, changed, left } = scope;
  const error = useFieldError(errors, name);
  const { field } = useController<FormValues, string>({ name });
  const why = whyReadOnly(property, scope);
  const isInTable = row !== undefined;
  const label = isInTable
    ? t("common.of", { label: property.label, row: row + 1 })
    : property.label;
  if (why !== null)
    return (
      <Untypable property={property} why={why} value={field.value} name={name} row={row} />
    );
  const Input = inputOf(property.type);
  if (Input === null) return null;
  const props = {
    id: inputId(name),
    label,
    isLabelHidden: isInTable,
    property,
    value: field.value as WireValue,
    error,
    onBlur: () => {
      field.onBlur();
      left(name);
    },
    onChange: (next: WireValue) => {
      field.onChange(next);
      changed(name);
    },
  };
  if (property.lookup) return <LookupInput {...props} name={name} />;
  if (!isPostal(property)) return <Input {...props} />;
  const table = scope.fields[name.split(".")[0] ?? ""];
  const among = Object.values((isInTable ? table?.fields : null) ?? scope.fields);
  return (
    <>
      <Input {...props} />
      <PostalOffer property={property} name={name} among={among} />
    </>
  );
}

interface UntypableProps extends Props {
  why: Why;
  value: FormValues[string] | undefined;
  row: number | undefined;
}

/** What the server puts there, or what this person only reads; and why. */
function Untypable({ property, why, value, name, row }: UntypableProps) {
  const { t } = useTranslation();
  const { errors, isNew } = useFormScope();
  const error = useFieldError(errors, name);
  if (isNew && why === "automatic" && isSystem(property)) return null;
  const locked = why === "locked" || why === "frozen" ? why : null;
  return (
    <ShownField
      property={row === undefined ? property : { ...property, noLabel: true }}
      value={value as WireValue}
      hint={locked ? undefined : t(`form.${why}`)}
      locked={locked}
      error={error}
    />
  );
}

function isSystem({ type }: FieldProperty): boolean {
  return type !== "SINGLE_LINE_TEXT" && type !== "NUMBER";
}
