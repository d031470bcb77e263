import { MultiSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type EntityKind, peopleQuery } from "@/api/people";
import type { Entity } from "@/api/wire";
import { folded, peopleFilter } from "@/ui/people-filter";
import type { InputProps } from "../field-ui";
import { asEntities } from "../values";
import { framed } from "./frame";

const SHOWN = 50;

function PeopleInput(props: InputProps & { kind: EntityKind }) {
  const { t } = useTranslation();
  const { data: choices = [], isPending } = useQuery(peopleQuery(props.kind));
  const chosen = asEntities(props.value);
  const names = new Map<string, Entity>([...choices, ...chosen].map((one) => [one.code, one]));
  const search = new Map(choices.map((one) => [one.code, folded(one.search)]));
  return (
    <MultiSelect
      {...framed(props)}
      data={[...names.values()].map(({ code, name }) => ({ value: code, label: name }))}
      value={chosen.map((one) => one.code)}
      onChange={(codes) =>
        props.onChange(codes.map((code) => names.get(code) ?? { code, name: code }))
      }
      searchable
      hidePickedOptions
      limit={SHOWN}
      filter={peopleFilter(search)}
      placeholder={chosen.length === 0 ? t("form.people") : ""}
      nothingFoundMessage={isPending ? t("common.loading") : t("form.nothingFound")}
    />
  );
}

export function UserInput(props: InputProps) {
  return <PeopleInput {...props} kind="USER" />;
}

export function OrganizationInput(props: InputProps) {
  return <PeopleInput {...props} kind="ORGANIZATION" />;
}

export function GroupInput(props: InputProps) {
  return <PeopleInput {...props} kind="GROUP" />;
}
