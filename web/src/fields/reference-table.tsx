import type { FieldUi } from "./field-ui";

/** Holds no value of its own: the layout draws it. */
export const referenceTable: FieldUi = {
  Cell: () => null,
  blank: null,
  isLong: true,
};
