"""日付 (DATE): a day, without a time or a zone."""

from __future__ import annotations

from typing import ClassVar

from urakata.definition.fields.base import WriteContext
from urakata.definition.fields.clock_field import ClockField
from urakata.definition.fields.moments import read_date
from urakata.kernel import rules
from urakata.kernel.json import JSONValue


class Date(ClockField):
    """A day; today is the writer's."""

    key = "DATE"
    widget = "date"
    kind = "date"
    column = "date"
    empty: ClassVar[JSONValue] = None
    may_be_unique = True
    refusal = rules.NOT_A_DATE

    def read(self, text: str) -> str | None:
        return read_date(text.partition("T")[0])

    def now(self, context: WriteContext) -> str:
        return context.now.astimezone(context.timezone).date().isoformat()
