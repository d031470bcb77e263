import type { AppDefinition } from "@/api/apps";
import { ofType, titleField } from "@/api/definition";
import type { WireRecord } from "@/api/wire";
import { asText } from "@/fields/values";

/** What a person calls the record: its subject, its name. */
export function recordName(definition: AppDefinition, record: WireRecord): string {
  const title = titleField(definition);
  return title ? asText(record[title.code]?.value) : "";
}

export function recordNumber({ fields }: AppDefinition, record: WireRecord): string {
  const number = ofType(fields, "RECORD_NUMBER");
  return asText(record[number?.code ?? ""]?.value) || asText(record.$id?.value);
}
