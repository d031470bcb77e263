import type { FieldUi } from "./field-ui";
import { ShowPeople } from "./show-people";

export const organizationSelect: FieldUi = {
  Cell: ShowPeople,
  blank: [],
};
