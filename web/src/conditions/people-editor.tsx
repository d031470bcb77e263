import { MultiSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { peopleQuery } from "@/api/people";
import { folded, peopleFilter } from "@/ui/people-filter";
import { whoeverLooks } from "./operators";
import { callValue, textValue, type Value } from "./syntax";
import { kindOfPeople } from "./use-speaker";
import type { ValueEditorProps } from "./value-editor-props";
import { writeValue } from "./writer";

const SHOWN = 50;

/** People, organisations or groups by name or reading, and whoever looks at the list. */
export function PeopleEditor({ field, values, label, onChange }: ValueEditorProps) {
  const { t } = useTranslation();
  const { property } = field;
  const { data: people = [], isPending } = useQuery(peopleQuery(kindOfPeople(property)));
  const self = whoeverLooks(property);
  const selfKey = self ? `${self}()` : "";
  const selfName = t(self === "LOGINUSER" ? "filter.loginUser" : "filter.ownOrganization");
  const search = useMemo(() => {
    const found = new Map(people.map((one) => [one.code, folded(one.search)]));
    if (selfKey) found.set(selfKey, folded(selfName));
    return found;
  }, [people, selfKey, selfName]);
  const names = new Map(people.map((one) => [one.code, one.name]));
  if (selfKey) names.set(selfKey, selfName);
  const keys = values.map(keyOf);
  for (const key of keys) if (!names.has(key)) names.set(key, key || t("filter.nothing"));
  const order = selfKey
    ? [selfKey, ...[...names.keys()].filter((key) => key !== selfKey)]
    : [...names.keys()];
  return (
    <MultiSelect
      aria-label={label}
      data={order.map((value) => ({ value, label: names.get(value) ?? value }))}
      value={keys}
      onChange={(next) => onChange(next.map((key) => valueFor(key, selfKey, values)))}
      searchable
      hidePickedOptions
      limit={SHOWN}
      filter={peopleFilter(search)}
      placeholder={keys.length === 0 ? t("form.people") : ""}
      nothingFoundMessage={isPending ? t("common.loading") : t("form.nothingFound")}
    />
  );
}

function keyOf(value: Value): string {
  return value.kind === "text" ? value.text : writeValue(value);
}

function valueFor(key: string, selfKey: string, before: readonly Value[]): Value {
  if (key !== "" && key === selfKey) return callValue(key.slice(0, -2));
  return before.find((value) => keyOf(value) === key) ?? textValue(key);
}
