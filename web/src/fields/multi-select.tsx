import type { FieldUi } from "./field-ui";
import { ShowChoices } from "./show-choices";

export const multiSelect: FieldUi = {
  Cell: ShowChoices,
  blank: [],
};
