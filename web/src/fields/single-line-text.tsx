import type { FieldUi } from "./field-ui";
import { ShowText } from "./show-text";

export const singleLineText: FieldUi = {
  Cell: ShowText,
  blank: "",
  isSortable: true,
};
