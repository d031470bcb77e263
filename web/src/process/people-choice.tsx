import { MultiSelect, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type EntityKind, peopleQuery } from "@/api/people";
import { folded, peopleFilter } from "@/ui/people-filter";

const SHOWN = 50;

function useChoices(kind: EntityKind) {
  const { t } = useTranslation();
  const { data: people = [], isPending } = useQuery(peopleQuery(kind));
  const search = useMemo(
    () => new Map(people.map((one) => [one.code, folded(one.search)])),
    [people],
  );
  return {
    data: people.map((one) => ({ value: one.code, label: one.name })),
    filter: peopleFilter(search),
    limit: SHOWN,
    searchable: true as const,
    nothingFoundMessage: isPending ? t("common.loading") : t("form.nothingFound"),
    placeholder: t("form.people"),
  };
}

interface Shared {
  label: string;
  error?: string | null;
  description?: string;
}

/** One person, or one organisation, by name, reading or code. */
export function PersonChoice(
  props: Shared & {
    kind?: EntityKind;
    value: string | null;
    onChange: (code: string | null) => void;
    isClearable?: boolean;
  },
) {
  const { kind = "USER", isClearable = false, ...rest } = props;
  return (
    <Select {...useChoices(kind)} {...rest} allowDeselect={false} clearable={isClearable} />
  );
}

/** Several people by name, reading or code. */
export function PeopleChoice(
  props: Shared & { value: string[]; onChange: (codes: string[]) => void },
) {
  const { placeholder, ...choices } = useChoices("USER");
  return (
    <MultiSelect
      {...choices}
      {...props}
      hidePickedOptions
      placeholder={props.value.length === 0 ? placeholder : ""}
    />
  );
}
