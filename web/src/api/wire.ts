/** The shapes that travel: kintone's JSON, as far as the screen reads it. */
import type { FieldKey } from "./field-keys";

export interface Entity {
  code: string;
  name: string;
}

export interface Attachment {
  fileKey: string;
  name: string;
  size: string;
  contentType: string;
}

export interface TableRow {
  id?: string;
  value: { [code: string]: WireField };
}

export type WireValue =
  | string
  | null
  | string[]
  | Entity
  | Entity[]
  | Attachment[]
  | TableRow[];

export interface WireField {
  type?: string;
  value: WireValue;
}

export type WireRecord = { [code: string]: WireField };

export interface App {
  appId: string;
  code: string;
  name: string;
  description: string;
  modifiedAt: string;
}

export interface FieldOption {
  label: string;
  index: string;
}

export interface EntityRef {
  type: string;
  code: string | null;
}

export interface Lookup {
  relatedApp: { app: string; code: string };
  relatedKeyField: string;
  fieldMappings: { field: string; relatedField: string }[];
  lookupPickerFields: string[];
  filterCond: string;
  sort: string;
}

export interface ReferenceTable {
  relatedApp: { app: string; code: string };
  condition: { field: string; relatedField: string };
  filterCond: string;
  displayFields: string[];
  sort: string;
  size: string;
}

/** One field's settings; which keys are there depends on the type. */
export interface FieldProperty {
  type: FieldKey;
  code: string;
  label: string;
  noLabel?: boolean;
  required?: boolean;
  /** Not of the settings: where the record stands, it goes on only when this is filled. */
  isNeededNext?: boolean;
  enabled?: boolean;
  defaultValue?: string | string[] | EntityRef[];
  defaultNowValue?: boolean;
  options?: { [name: string]: FieldOption };
  align?: "HORIZONTAL" | "VERTICAL";
  unit?: string;
  unitPosition?: "BEFORE" | "AFTER";
  digit?: boolean;
  displayScale?: string;
  format?: string;
  expression?: string;
  hideExpression?: boolean;
  minLength?: string;
  maxLength?: string;
  protocol?: "WEB" | "CALL" | "MAIL";
  entities?: EntityRef[];
  fields?: { [code: string]: FieldProperty };
  openGroup?: boolean;
  lookup?: Lookup;
  referenceTable?: ReferenceTable | null;
  numbering?: { pattern: string } | null;
}

export type FieldMap = { [code: string]: FieldProperty };

export interface LayoutField {
  type: FieldKey | "LABEL" | "HR" | "SPACER";
  code?: string;
  label?: string;
  size?: { width?: string; height?: string; innerHeight?: string };
}

export interface LayoutRow {
  type: "ROW";
  fields: LayoutField[];
}

export type LayoutItem =
  | LayoutRow
  | { type: "SUBTABLE"; code: string; fields: LayoutField[] }
  | { type: "GROUP"; code: string; layout: LayoutRow[] };

export interface View {
  id: string;
  name: string;
  type: "LIST" | "CALENDAR" | "CUSTOM";
  index: string;
  fields?: string[];
  /** Of a calendar: the field of its days, and what names a record there. */
  date?: string;
  title?: string;
  filterCond: string;
  sort: string;
  builtinType?: string;
}

export interface ProcessState {
  name: string;
  index: string;
  assignee: {
    type: "ONE" | "ALL" | "ANY";
    entities: { entity: EntityRef; includeSubs: boolean }[];
  };
}

export interface ProcessAction {
  name: string;
  from: string;
  to: string;
  filterCond: string;
  type?: "PRIMARY" | "SECONDARY";
  executableUser?: { entities: { entity: EntityRef; includeSubs: boolean }[] };
}

export interface Process {
  enable: boolean;
  states: { [name: string]: ProcessState } | null;
  actions: ProcessAction[] | null;
}

export interface AppSettings {
  titleField?: { selectionMode: "AUTO" | "MANUAL"; code?: string };
}
