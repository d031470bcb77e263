/** Questions to an app's definition that lists, records and forms all ask. */
import type { FieldKey } from "./field-keys";
import type { AppSettings, FieldMap, FieldProperty, LayoutItem } from "./wire";

function codesOf(item: LayoutItem): string[] {
  if (item.type === "SUBTABLE") return [item.code];
  if (item.type === "GROUP") return item.layout.flatMap(codesOf);
  return item.fields.flatMap((field) => (field.code ? [field.code] : []));
}

/** The fields in the order a person reads the form; those not on it come last. */
export function inFormOrder(fields: FieldMap, layout: readonly LayoutItem[]): FieldProperty[] {
  const codes = [...new Set([...layout.flatMap(codesOf), ...Object.keys(fields)])];
  return codes.flatMap((code) => fields[code] ?? []);
}

export function ofType(fields: FieldMap, type: FieldKey): FieldProperty | undefined {
  return Object.values(fields).find(
    (property) => property.type === type && property.enabled !== false,
  );
}

const NAMING = /件名|題名|タイトル|名称|名$|subject|title|name/i;

interface Form {
  fields: FieldMap;
  layout: readonly LayoutItem[];
  settings: AppSettings;
}

/** The field that names a record: the app's choice, or the first text that looks like a name. */
export function titleField({ fields, layout, settings }: Form): FieldProperty | undefined {
  const chosen = fields[settings.titleField?.code ?? ""];
  if (settings.titleField?.selectionMode === "MANUAL" && chosen) return chosen;
  const texts = inFormOrder(fields, layout).filter(
    (property) => property.type === "SINGLE_LINE_TEXT",
  );
  return texts.find((property) => NAMING.test(property.label)) ?? texts[0];
}

/** Field codes that a look-up fills in, so nobody types them. */
export function copiedCodes(fields: FieldMap): ReadonlySet<string> {
  const all = Object.values(fields).flatMap((one) => [one, ...Object.values(one.fields ?? {})]);
  return new Set(
    all.flatMap((one) => one.lookup?.fieldMappings.map((pair) => pair.field) ?? []),
  );
}
