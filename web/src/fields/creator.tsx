import type { FieldUi } from "./field-ui";
import { ShowPeople } from "./show-people";

export const creator: FieldUi = { Cell: ShowPeople, blank: [], isSortable: true };
