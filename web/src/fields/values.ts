/** A wire value, read as what a field type expects; anything else is empty. */
import type { Attachment, Entity, TableRow, WireValue } from "@/api/wire";

export function asText(value: WireValue | undefined): string {
  return typeof value === "string" ? value : "";
}

function items(value: WireValue | undefined): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function asTexts(value: WireValue | undefined): string[] {
  return items(value).filter((item) => typeof item === "string");
}

function has<K extends string>(item: unknown, key: K): item is Record<K, unknown> {
  return typeof item === "object" && item !== null && key in item;
}

export function asEntities(value: WireValue | undefined): Entity[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((item): item is Entity => has(item, "code") && has(item, "name"));
}

export function asFiles(value: WireValue | undefined): Attachment[] {
  return items(value).filter((item): item is Attachment => has(item, "fileKey"));
}

export function asRows(value: WireValue | undefined): TableRow[] {
  return items(value).filter(
    (item): item is TableRow => has(item, "value") && !has(item, "fileKey"),
  );
}

export function isBlank(value: WireValue | undefined): boolean {
  if (value === null || value === undefined || value === "") return true;
  return Array.isArray(value) && value.length === 0;
}
