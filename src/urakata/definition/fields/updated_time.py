"""更新日時 (UPDATED_TIME): when the record was changed last."""

from __future__ import annotations

from urakata.definition.fields.stamp_field import StampField


class UpdatedTime(StampField):
    """When the record was changed last."""

    key = "UPDATED_TIME"
    widget = "updated-time"
    system_column = "updated_at"
