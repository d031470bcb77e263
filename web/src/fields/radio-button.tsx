import type { FieldUi } from "./field-ui";
import { ShowChoices } from "./show-choices";

export const radioButton: FieldUi = {
  Cell: ShowChoices,
  blank: null,
  isSortable: true,
};
