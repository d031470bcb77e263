import type { FieldUi } from "./field-ui";
import { ShowTime } from "./show-moment";

export const time: FieldUi = {
  Cell: ShowTime,
  blank: null,
  isSortable: true,
};
