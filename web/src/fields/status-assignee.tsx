import type { FieldUi } from "./field-ui";
import { ShowPeople } from "./show-people";

export const statusAssignee: FieldUi = { Cell: ShowPeople, blank: [] };
