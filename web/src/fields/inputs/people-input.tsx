import { type ComboboxItem, MultiSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Choice, type EntityKind, peopleQuery } from "@/api/people";
import type { Entity } from "@/api/wire";
import { folded, peopleFilter } from "@/ui/people-filter";
import { noteChosen, recentlyChosen } from "@/ui/recent";
import type { InputProps } from "../field-ui";
import { asEntities } from "../values";
import { framed } from "./frame";
import styles from "./inputs.module.css";

const SHOWN = 50;

/** Those chosen lately come first, the others as the server orders them. */
function inOrder(choices: readonly Choice[], recent: readonly string[]): readonly Choice[] {
  const place = new Map(recent.map((code, index) => [code, index]));
  const first = choices
    .filter((one) => place.has(one.code))
    .sort((a, b) => (place.get(a.code) ?? 0) - (place.get(b.code) ?? 0));
  return [...first, ...choices.filter((one) => !place.has(one.code))];
}

/** 作業者などの選択: found by name, reading, code or organisation. */
function PeopleInput(props: InputProps & { kind: EntityKind }) {
  const { kind } = props;
  const { t } = useTranslation();
  const { data: choices = [], isPending } = useQuery(peopleQuery(kind));
  const chosen = asEntities(props.value);
  const ordered = inOrder(choices, recentlyChosen(kind));
  const names = new Map<string, Entity>([...ordered, ...chosen].map((one) => [one.code, one]));
  const search = new Map(choices.map((one) => [one.code, folded(one.search)]));
  const beside = new Map(choices.map((one) => [one.code, one.beside]));
  const option = ({ option: one }: { option: ComboboxItem }) => (
    <span className={styles.person}>
      {one.label}
      <span className={styles.soft}>{beside.get(one.value) ?? ""}</span>
    </span>
  );
  return (
    <MultiSelect
      {...framed(props)}
      data={[...names.values()].map(({ code, name }) => ({ value: code, label: name }))}
      value={chosen.map((one) => one.code)}
      onChange={(codes) => {
        const added = codes.find((code) => !chosen.some((one) => one.code === code));
        if (added !== undefined) noteChosen(kind, added);
        props.onChange(codes.map((code) => names.get(code) ?? { code, name: code }));
      }}
      searchable
      hidePickedOptions
      limit={SHOWN}
      filter={peopleFilter(search)}
      renderOption={option}
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
