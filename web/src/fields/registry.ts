import type { FieldKey } from "@/api/field-keys";
import { calc } from "./calc";
import { category } from "./category";
import { checkBox } from "./check-box";
import { createdTime } from "./created-time";
import { creator } from "./creator";
import { date } from "./date";
import { dateTime } from "./date-time";
import { dropDown } from "./drop-down";
import type { FieldUi } from "./field-ui";
import { file } from "./file";
import { group } from "./group";
import { groupSelect } from "./group-select";
import { link } from "./link";
import { modifier } from "./modifier";
import { multiLineText } from "./multi-line-text";
import { multiSelect } from "./multi-select";
import { number } from "./number";
import { organizationSelect } from "./organization-select";
import { radioButton } from "./radio-button";
import { recordNumber } from "./record-number";
import { referenceTable } from "./reference-table";
import { richText } from "./rich-text";
import { singleLineText } from "./single-line-text";
import { status } from "./status";
import { statusAssignee } from "./status-assignee";
import { subtable } from "./subtable";
import { time } from "./time";
import { updatedTime } from "./updated-time";
import { userSelect } from "./user-select";

/** tsc fails here when the server learns a field type the screen cannot draw. */
export const FIELD_UI = {
  RECORD_NUMBER: recordNumber,
  CREATOR: creator,
  CREATED_TIME: createdTime,
  MODIFIER: modifier,
  UPDATED_TIME: updatedTime,
  STATUS: status,
  STATUS_ASSIGNEE: statusAssignee,
  CATEGORY: category,
  SINGLE_LINE_TEXT: singleLineText,
  MULTI_LINE_TEXT: multiLineText,
  RICH_TEXT: richText,
  NUMBER: number,
  CALC: calc,
  CHECK_BOX: checkBox,
  RADIO_BUTTON: radioButton,
  MULTI_SELECT: multiSelect,
  DROP_DOWN: dropDown,
  DATE: date,
  TIME: time,
  DATETIME: dateTime,
  LINK: link,
  FILE: file,
  USER_SELECT: userSelect,
  ORGANIZATION_SELECT: organizationSelect,
  GROUP_SELECT: groupSelect,
  SUBTABLE: subtable,
  GROUP: group,
  REFERENCE_TABLE: referenceTable,
} satisfies Record<FieldKey, FieldUi>;

/** The same, where only what every type has in common matters. */
export function fieldUi(key: FieldKey): FieldUi {
  return FIELD_UI[key];
}
