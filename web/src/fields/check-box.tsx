import type { FieldUi } from "./field-ui";
import { ShowChoices } from "./show-choices";

export const checkBox: FieldUi = {
  Cell: ShowChoices,
  blank: [],
};
