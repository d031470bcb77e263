import { ActionIcon, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useState } from "react";
import { useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";
import type { Lookup, WireRecord, WireValue } from "@/api/wire";
import type { InputProps } from "@/fields/field-ui";
import { framed } from "@/fields/inputs/frame";
import { normaliseNumber } from "@/fields/numbers";
import { asText } from "@/fields/values";
import { isComposing } from "@/ui/composing";
import type { FormValues } from "./form-values";
import { LookupDialog } from "./lookup-dialog";
import { noteTaken } from "./lookup-search";

/** ルックアップ: typed, or chosen from the other app; the server copies the rest on saving. */
export function LookupInput(props: InputProps & { name: string }) {
  const { t } = useTranslation();
  const form = useFormContext<FormValues>();
  const [isOpen, setOpen] = useState(false);
  const { lookup } = props.property;
  if (!lookup) return null;
  const home = props.name.slice(0, props.name.length - props.property.code.length);
  const choose = (record: WireRecord): void => {
    noteTaken(lookup, asText(record.$id?.value));
    props.onChange(record[lookup.relatedKeyField]?.value ?? null);
    for (const { field, relatedField } of lookup.fieldMappings) {
      form.setValue(`${home}${field}`, record[relatedField]?.value ?? null);
    }
    setOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && !isComposing(event)) setOpen(true);
  };
  const change = (typed: string): void => {
    props.onChange(props.property.type === "NUMBER" ? normaliseNumber(typed) : typed);
    if (typed === "")
      clearCopies(lookup, (code, value) => form.setValue(`${home}${code}`, value));
  };
  return (
    <>
      <TextInput
        {...framed(props)}
        value={asText(props.value)}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        autoComplete="off"
        rightSection={
          <ActionIcon
            variant="subtle"
            aria-label={t("form.lookupOpen", { label: props.label })}
            onClick={() => setOpen(true)}
          >
            <IconSearch size={18} aria-hidden="true" />
          </ActionIcon>
        }
      />
      <LookupDialog
        label={props.label}
        lookup={lookup}
        isOpen={isOpen}
        typed={asText(props.value)}
        onChoose={choose}
        onClose={() => setOpen(false)}
      />
    </>
  );
}

function clearCopies(lookup: Lookup, set: (code: string, value: WireValue) => void): void {
  for (const { field } of lookup.fieldMappings) set(field, null);
}
