import type { ComponentType } from "react";
import type { FieldProperty, WireValue } from "@/api/wire";

export interface CellProps {
  value: WireValue;
  property: FieldProperty;
  /** In a list: one or two lines at most. Otherwise everything is shown. */
  isDense: boolean;
}

export interface InputProps {
  id: string;
  label: string;
  /** In a table the column head is the label; the input keeps it for screen readers. */
  isLabelHidden: boolean;
  property: FieldProperty;
  value: WireValue;
  error: string | undefined;
  onChange: (next: WireValue) => void;
  onBlur: () => void;
}

/** How one field type is drawn. The server decides what is valid; this only shows it. */
export interface FieldUi {
  Cell: ComponentType<CellProps>;
  blank: WireValue;
  isNumeric?: (property: FieldProperty) => boolean;
  isSortable?: boolean;
  /** Left out of a list that names no columns. */
  isLong?: boolean;
}
