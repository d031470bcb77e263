import type { FieldUi } from "./field-ui";
import { ShowDate } from "./show-moment";

export const date: FieldUi = {
  Cell: ShowDate,
  blank: null,
  isSortable: true,
};
