import type { FieldUi } from "./field-ui";
import { ShowChoices } from "./show-choices";

export const category: FieldUi = { Cell: ShowChoices, blank: [] };
