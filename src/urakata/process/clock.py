"""How long things took, and until when they are due, by the company's calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from urakata.definition.routing import Due
from urakata.kernel.business_time import Calendar
from urakata.kernel.errors import Invalid


class Lasting(Protocol):
    """Something that was entered, perhaps begun, and will be left."""

    entered_at: datetime | None
    started_at: datetime | None
    left_at: datetime | None
    waited: int | None
    worked: int | None
    business: int | None


@dataclass(frozen=True, slots=True)
class Clock:
    """One moment, at which everything of a call happens."""

    now: datetime
    calendar: Calendar

    def leave(self, row: Lasting) -> None:
        """Note that something ended now; what was never entered took no time."""
        row.left_at = self.now
        if row.entered_at is None:
            row.waited = row.worked = row.business = 0
            return
        begun = row.started_at or self.now
        row.waited = _seconds(row.entered_at, begun)
        row.worked = _seconds(begun, self.now)
        row.business = self._business(row.entered_at)

    def due(self, due: Due | None, since: datetime | None = None) -> datetime | None:
        """Until when something has to be done that begins now, or began then."""
        if due is None:
            return None
        try:
            return self.calendar.due_at(since or self.now, due.value, due.unit)
        except Invalid:  # beyond the years that the calendar knows
            return None

    def _business(self, since: datetime) -> int | None:
        try:
            return max(0, self.calendar.business_seconds(since, self.now))
        except Invalid:
            return None


def _seconds(start: datetime, end: datetime) -> int:
    return max(0, round((end - start).total_seconds()))
