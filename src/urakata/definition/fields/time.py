"""時刻 (TIME): a time of day, to the minute."""

from __future__ import annotations

from typing import ClassVar

from urakata.definition.fields.base import WriteContext
from urakata.definition.fields.clock_field import ClockField
from urakata.definition.fields.moments import read_time
from urakata.kernel import rules
from urakata.kernel.json import JSONValue


class Time(ClockField):
    """A time of day; now is the writer's."""

    key = "TIME"
    widget = "time"
    kind = "time"
    column = "time"
    empty: ClassVar[JSONValue] = None
    refusal = rules.NOT_A_TIME

    def read(self, text: str) -> str | None:
        return read_time(text)

    def now(self, context: WriteContext) -> str:
        return context.now.astimezone(context.timezone).strftime("%H:%M")
