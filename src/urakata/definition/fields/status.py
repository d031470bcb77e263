"""ステータス (STATUS): where the record stands in its process."""

from __future__ import annotations

from urakata.definition.fields.base import EQUALITY, MEMBERSHIP
from urakata.definition.fields.plain_field import SwitchedField


class Status(SwitchedField):
    """The name of a status; moved by actions only."""

    key = "STATUS"
    widget = "status"
    kind = "choice"
    column = "text"
    operators = (*EQUALITY, *MEMBERSHIP)
    system_column = "status"
    is_sortable = True
    search = "text"
