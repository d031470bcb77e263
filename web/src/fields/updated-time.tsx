import type { FieldUi } from "./field-ui";
import { ShowDateTime } from "./show-moment";

export const updatedTime: FieldUi = {
  Cell: ShowDateTime,
  blank: "",
  isSortable: true,
};
