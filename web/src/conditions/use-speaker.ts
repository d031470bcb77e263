import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type EntityKind, peopleQuery } from "@/api/people";
import type { FieldMap, FieldProperty } from "@/api/wire";
import { showDate, showMoment } from "@/fields/moments";
import { showNumber } from "@/fields/numbers";
import { useLocale } from "@/i18n/locale";
import { type AskedField, askedFields } from "./operators";
import { comparisonsOf, type Expression } from "./syntax";
import { isOfPeople, type Speaker } from "./words";

export function kindOfPeople({ type }: FieldProperty): EntityKind {
  if (type === "ORGANIZATION_SELECT") return "ORGANIZATION";
  return type === "GROUP_SELECT" ? "GROUP" : "USER";
}

/** Says conditions over an app's fields; who is named in them is asked for only then. */
export function useSpeaker(fields: FieldMap, expression: Expression | null): Speaker {
  const { t } = useTranslation();
  const { language, timezone } = useLocale();
  const asked = useMemo(() => askedFields(fields), [fields]);
  const kinds = namedKinds(expression, asked);
  const users = useQuery({ ...peopleQuery("USER"), enabled: kinds.has("USER") });
  const organizations = useQuery({
    ...peopleQuery("ORGANIZATION"),
    enabled: kinds.has("ORGANIZATION"),
  });
  const groups = useQuery({ ...peopleQuery("GROUP"), enabled: kinds.has("GROUP") });
  const lists = { USER: users.data, ORGANIZATION: organizations.data, GROUP: groups.data };
  return {
    t,
    asked,
    nameOf: (property, code) =>
      lists[kindOfPeople(property)]?.find((one) => one.code === code)?.name ?? code,
    show: (property, text) => {
      if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return showDate(text, language);
      if (/^\d{4}-\d{2}-\d{2}T/.test(text)) return showMoment(text, { language, timezone });
      if (property.type === "NUMBER") {
        return showNumber(text, { ...property, isGrouped: property.digit === true });
      }
      return property.options?.[text]?.label ?? text;
    },
  };
}

function namedKinds(
  expression: Expression | null,
  asked: ReadonlyMap<string, AskedField>,
): ReadonlySet<EntityKind> {
  const named = comparisonsOf(expression).flatMap(({ field, values }) => {
    const property = asked.get(field)?.property;
    const isNamed = values.some((value) => value.kind === "text" && value.text !== "");
    return property && isOfPeople(property) && isNamed ? [kindOfPeople(property)] : [];
  });
  return new Set(named);
}
