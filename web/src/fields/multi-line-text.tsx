import type { FieldUi } from "./field-ui";
import { ShowText } from "./show-text";

export const multiLineText: FieldUi = {
  Cell: ShowText,
  blank: "",
  isLong: true,
};
