import type { ReactNode } from "react";
import type { FieldProperty, WireRecord } from "@/api/wire";
import type { Editing } from "./editing";

/** One column of a grid: a field, and what may be done with it here. */
export interface GridColumn {
  code: string;
  label: string;
  property: FieldProperty;
  isSortable: boolean;
  isNumeric: boolean;
}

export interface SortKey {
  code: string;
  direction: "asc" | "desc";
}

export type Density = "compact" | "roomy";

/**
 * How a person has arranged the grid. Plain data: whoever owns the page keeps it, in the address or
 * in a view. Codes that are not named are hidden; widths that are not named come from the field.
 */
export interface GridLayout {
  codes: readonly string[];
  widths: { readonly [code: string]: number };
  /** So many of the first columns stay in sight, beside the record's number. */
  frozen: number;
  density: Density;
  sort: readonly SortKey[];
}

/** Records by their place, of which only some are here; `want` says which are needed next. */
export interface RowSource {
  subscribe: (listener: () => void) => () => void;
  /** Changes whenever anything else here does. */
  version: () => number;
  /** How many rows there are, as far as is known. */
  count: () => number;
  /** Whether `count` is no estimate any more. */
  isCounted: () => boolean;
  row: (index: number) => WireRecord | undefined;
  want: (first: number, last: number) => void;
}

/** What the page says of a record beside its fields: its number as a link, mostly. */
export interface RowHead {
  label: string;
  show: (record: WireRecord) => ReactNode;
  /** What Enter does there. */
  open: (record: WireRecord) => void;
  /** Characters that its text may have; more are cut off. */
  characters?: number;
}

/** A cell, by its row's and column's place; column 0 is the row's head. */
export interface Place {
  row: number;
  col: number;
}

/** Where the selection began, and where it is now: the active cell is `anchor`. */
export interface Selection {
  anchor: Place;
  head: Place;
}

export interface GridProps {
  label: string;
  /** Those that are shown, in order. */
  columns: readonly GridColumn[];
  rows: RowSource;
  layout: GridLayout;
  onLayout: (change: Partial<GridLayout>) => void;
  head: RowHead;
  /** Ids of the records that are ticked. */
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
  /** What of the rows is in sight, from 0. */
  editing?: Editing | undefined;
  /** A cell to go to; another `at`, another time. */
  jump?: (Place & { at: number }) | undefined;
  onSight?: (first: number, last: number) => void;
}
