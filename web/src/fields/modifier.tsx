import type { FieldUi } from "./field-ui";
import { ShowPeople } from "./show-people";

export const modifier: FieldUi = { Cell: ShowPeople, blank: [], isSortable: true };
