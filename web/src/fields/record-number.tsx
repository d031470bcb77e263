import type { FieldUi } from "./field-ui";
import { ShowTime } from "./show-moment";

export const recordNumber: FieldUi = {
  Cell: ShowTime,
  blank: "",
  isSortable: true,
};
