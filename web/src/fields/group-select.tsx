import type { FieldUi } from "./field-ui";
import { ShowPeople } from "./show-people";

export const groupSelect: FieldUi = {
  Cell: ShowPeople,
  blank: [],
};
