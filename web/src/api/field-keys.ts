/**
 * Every field type the server knows, and the file under `src/fields/` that draws it.
 * `tests/web/test_field_keys.py` compares this list with the server's own registry.
 */
export const FIELD_WIDGETS = {
  RECORD_NUMBER: "record-number",
  CREATOR: "creator",
  CREATED_TIME: "created-time",
  MODIFIER: "modifier",
  UPDATED_TIME: "updated-time",
  STATUS: "status",
  STATUS_ASSIGNEE: "status-assignee",
  CATEGORY: "category",
  SINGLE_LINE_TEXT: "single-line-text",
  MULTI_LINE_TEXT: "multi-line-text",
  RICH_TEXT: "rich-text",
  NUMBER: "number",
  CALC: "calc",
  CHECK_BOX: "check-box",
  RADIO_BUTTON: "radio-button",
  MULTI_SELECT: "multi-select",
  DROP_DOWN: "drop-down",
  DATE: "date",
  TIME: "time",
  DATETIME: "date-time",
  LINK: "link",
  FILE: "file",
  USER_SELECT: "user-select",
  ORGANIZATION_SELECT: "organization-select",
  GROUP_SELECT: "group-select",
  SUBTABLE: "subtable",
  GROUP: "group",
  REFERENCE_TABLE: "reference-table",
} as const;

export type FieldKey = keyof typeof FIELD_WIDGETS;
