import type { FieldUi } from "./field-ui";

/** Holds no value of its own: the layout draws it. */
export const group: FieldUi = { Cell: () => null, blank: null, isLong: true };
