"""作成日時 (CREATED_TIME): when the record was added."""

from __future__ import annotations

from urakata.definition.fields.stamp_field import StampField


class CreatedTime(StampField):
    """When the record was added."""

    key = "CREATED_TIME"
    widget = "created-time"
    system_column = "created_at"
