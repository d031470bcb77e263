import type { FieldUi } from "./field-ui";
import { ShowChoices } from "./show-choices";

export const dropDown: FieldUi = {
  Cell: ShowChoices,
  blank: null,
  isSortable: true,
};
