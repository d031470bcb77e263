/** A value as the text that a sheet would hold: what is copied, and typed again. */
import type { FieldProperty, WireValue } from "@/api/wire";
import { showMoment } from "@/fields/moments";
import { asEntities, asFiles, asText, asTexts } from "@/fields/values";

interface Where {
  language: string;
  timezone: string;
}

const PEOPLE =
  /^(USER_SELECT|ORGANIZATION_SELECT|GROUP_SELECT|CREATOR|MODIFIER|STATUS_ASSIGNEE)$/;
const MOMENTS = /^(DATETIME|CREATED_TIME|UPDATED_TIME)$/;
const CHOICES = /^(DROP_DOWN|RADIO_BUTTON|CHECK_BOX|MULTI_SELECT)$/;

function ofChoices(value: WireValue | undefined, property: FieldProperty): string {
  const single = asText(value);
  const chosen = single === "" ? asTexts(value) : [single];
  return chosen.map((name) => property.options?.[name]?.label ?? name).join(", ");
}

function withoutTags(html: string): string {
  const page = new DOMParser().parseFromString(
    html.replace(/<br\s*\/?>|<\/p>/g, "\n"),
    "text/html",
  );
  return (page.body.textContent ?? "").trim();
}

export function cellText(
  value: WireValue | undefined,
  property: FieldProperty,
  where: Where,
): string {
  const { type } = property;
  if (type === "DATE") return asText(value).replaceAll("-", "/");
  if (MOMENTS.test(type)) return showMoment(asText(value), where);
  if (CHOICES.test(type)) return ofChoices(value, property);
  if (PEOPLE.test(type))
    return asEntities(value)
      .map((one) => one.name)
      .join(", ");
  if (type === "FILE")
    return asFiles(value)
      .map((one) => one.name)
      .join(", ");
  if (type === "RICH_TEXT") return withoutTags(asText(value));
  if (type === "CATEGORY") return asTexts(value).join(", ");
  return asText(value);
}
