"""テーブル (SUBTABLE): rows inside a record, kept in a table of their own."""

from __future__ import annotations

from typing import ClassVar

from urakata.definition.fields.base import Operator
from urakata.definition.fields.plain_field import PlainField
from urakata.kernel.json import JSONValue


class Subtable(PlainField):
    """Rows of columns. Its columns are fields of the schema whose `table_id` names it."""

    key = "SUBTABLE"
    widget = "subtable"
    kind = "none"
    column = None
    operators: ClassVar[tuple[Operator, ...]] = ()
    empty: ClassVar[JSONValue] = []
    may_be_in_table = False
