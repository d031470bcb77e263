import type { FieldUi } from "./field-ui";
import { ShowPeople } from "./show-people";

export const userSelect: FieldUi = {
  Cell: ShowPeople,
  blank: [],
};
