import { MultiSelect, type OptionsFilter } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type EntityKind, peopleQuery } from "@/api/people";
import type { Entity } from "@/api/wire";
import type { InputProps } from "../field-ui";
import { asEntities } from "../values";
import { framed } from "./frame";

const SHOWN = 50;

function folded(text: string): string {
  const kana = text.normalize("NFKC").toLowerCase();
  return kana.replace(/[ァ-ヶ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));
}

/** Name, reading or code: hiragana finds katakana, half-width finds full-width. */
function matcher(search: ReadonlyMap<string, string>): OptionsFilter {
  return ({ options, search: typed, limit }) => {
    const wanted = folded(typed.trim());
    return options
      .filter((one) => "value" in one && (search.get(one.value) ?? "").includes(wanted))
      .slice(0, limit);
  };
}

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
      filter={matcher(search)}
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
