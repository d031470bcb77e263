"""Every field type there is. Adding one is one file and one line here."""

from __future__ import annotations

from typing import Any, Final

from urakata.definition.fields.base import FieldType
from urakata.definition.fields.calc import Calc
from urakata.definition.fields.category import Category
from urakata.definition.fields.check_box import CheckBox
from urakata.definition.fields.created_time import CreatedTime
from urakata.definition.fields.creator import Creator
from urakata.definition.fields.date import Date
from urakata.definition.fields.date_time import DateTime
from urakata.definition.fields.drop_down import DropDown
from urakata.definition.fields.file import File
from urakata.definition.fields.group import Group
from urakata.definition.fields.group_select import GroupSelect
from urakata.definition.fields.link import Link
from urakata.definition.fields.modifier import Modifier
from urakata.definition.fields.multi_line_text import MultiLineText
from urakata.definition.fields.multi_select import MultiSelect
from urakata.definition.fields.number import Number
from urakata.definition.fields.organization_select import OrganizationSelect
from urakata.definition.fields.radio_button import RadioButton
from urakata.definition.fields.record_number import RecordNumber
from urakata.definition.fields.reference_table import ReferenceTable
from urakata.definition.fields.rich_text import RichText
from urakata.definition.fields.single_line_text import SingleLineText
from urakata.definition.fields.status import Status
from urakata.definition.fields.status_assignee import StatusAssignee
from urakata.definition.fields.subtable import Subtable
from urakata.definition.fields.time import Time
from urakata.definition.fields.updated_time import UpdatedTime
from urakata.definition.fields.user_select import UserSelect

FIELD_TYPES: Final[dict[str, FieldType[Any]]] = {
    field_type.key: field_type
    for field_type in (
        RecordNumber(),
        Creator(),
        CreatedTime(),
        Modifier(),
        UpdatedTime(),
        Status(),
        StatusAssignee(),
        Category(),
        SingleLineText(),
        MultiLineText(),
        RichText(),
        Number(),
        Calc(),
        CheckBox(),
        RadioButton(),
        MultiSelect(),
        DropDown(),
        Date(),
        Time(),
        DateTime(),
        Link(),
        File(),
        UserSelect(),
        OrganizationSelect(),
        GroupSelect(),
        Subtable(),
        Group(),
        ReferenceTable(),
    )
}
