"""作成者 (CREATOR): who added the record."""

from __future__ import annotations

from urakata.definition.fields.person_field import PersonField


class Creator(PersonField):
    """Who added the record."""

    key = "CREATOR"
    widget = "creator"
    system_column = "created_by"
