"""更新者 (MODIFIER): who changed the record last."""

from __future__ import annotations

from urakata.definition.fields.person_field import PersonField


class Modifier(PersonField):
    """Who changed the record last."""

    key = "MODIFIER"
    widget = "modifier"
    system_column = "updated_by"
