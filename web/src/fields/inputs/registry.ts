import type { ComponentType } from "react";
import type { FieldKey } from "@/api/field-keys";
import type { InputProps } from "../field-ui";
import { CheckBoxInput, DropDownInput, MultiSelectInput, RadioInput } from "./choice-inputs";
import { FileInput } from "./file-input";
import { DateInput, DateTimeInput, TimeInput } from "./moment-inputs";
import { NumberInput } from "./number-input";
import { GroupInput, OrganizationInput, UserInput } from "./people-input";
import { RichTextInput } from "./rich-text-input";
import { LinkInput, TextAreaInput, TextLineInput } from "./text-input";

export type Input = ComponentType<InputProps>;

/**
 * What a person types into. Part of the forms, so that a list never fetches it; null: nobody types
 * it, because the server fills it in or the form draws it (tables).
 */
const INPUTS = {
  RECORD_NUMBER: null,
  CREATOR: null,
  CREATED_TIME: null,
  MODIFIER: null,
  UPDATED_TIME: null,
  STATUS: null,
  STATUS_ASSIGNEE: null,
  CATEGORY: null,
  SINGLE_LINE_TEXT: TextLineInput,
  MULTI_LINE_TEXT: TextAreaInput,
  RICH_TEXT: RichTextInput,
  NUMBER: NumberInput,
  CALC: null,
  CHECK_BOX: CheckBoxInput,
  RADIO_BUTTON: RadioInput,
  MULTI_SELECT: MultiSelectInput,
  DROP_DOWN: DropDownInput,
  DATE: DateInput,
  TIME: TimeInput,
  DATETIME: DateTimeInput,
  LINK: LinkInput,
  FILE: FileInput,
  USER_SELECT: UserInput,
  ORGANIZATION_SELECT: OrganizationInput,
  GROUP_SELECT: GroupInput,
  SUBTABLE: null,
  GROUP: null,
  REFERENCE_TABLE: null,
} satisfies Record<FieldKey, Input | null>;

export function inputOf(key: FieldKey): Input | null {
  return INPUTS[key];
}
