"""日時 (DATETIME): a moment, to the minute, kept in UTC."""

from __future__ import annotations

from urakata.definition.fields.base import WriteContext
from urakata.definition.fields.clock_field import ClockField
from urakata.definition.fields.moments import read_datetime, show_datetime
from urakata.kernel import rules


class DateTime(ClockField):
    """A moment."""

    key = "DATETIME"
    widget = "date-time"
    kind = "datetime"
    column = "timestamptz"
    may_be_unique = True
    refusal = rules.NOT_A_DATETIME

    def read(self, text: str) -> str | None:
        return read_datetime(text)

    def now(self, context: WriteContext) -> str:
        return show_datetime(context.now)
