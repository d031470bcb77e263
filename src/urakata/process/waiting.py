"""Open rows of ``process_step``: who is waited for, since when and until when. Found by index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

_COLUMNS: Final = (
    "id, app_id, record_id, route_id, status_id, number, name, assignees, entered_at, started_at,"
    " due_at"
)
OPEN: Final = "state = 'open' AND NOT (number = 0 AND route_id IS NOT NULL)"
"""Rows that somebody may act on: of a status with a route, its lines and not the status itself."""
_ORDER: Final = "coalesce({s}due_at, 'infinity'), coalesce({s}entered_at, '-infinity'), {s}id"
_BARE, _OUTER = _ORDER.format(s=""), _ORDER.format(s="s.")
_PAGE: Final = f"""
SELECT s.*, r.applicant_id, r.submitted_by_id, r.basis -> 'case' ->> 'amount'
FROM (
  SELECT {_COLUMNS} FROM process_step
  WHERE {OPEN} AND ({{which}})
    AND ({_BARE}) > (%s::timestamptz, %s::timestamptz, %s)
  ORDER BY {_BARE} LIMIT %s
) AS s
LEFT JOIN process_route AS r ON r.id = s.route_id
ORDER BY {_OUTER}
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of a step, or a status, that is open."""

    id: int
    app_id: int
    record_id: int
    route_id: int | None
    status_id: int
    number: int
    name: str
    assignees: Sequence[int]
    entered_at: datetime | None
    started_at: datetime | None
    due_at: datetime | None
    applicant_id: int | None  #: of its route, as all that follows
    submitted_by_id: int | None
    amount: str | None  #: what caps of delegations are compared with

    @property
    def mark(self) -> list[Any]:
        """Its place in the order: by due, then by age."""
        due = self.due_at.isoformat() if self.due_at else "infinity"
        entered = self.entered_at.isoformat() if self.entered_at else "-infinity"
        return [due, entered, self.id]


BEGINNING: Final[list[Any]] = ["-infinity", "-infinity", 0]


def read_waiting(
    which: str, params: Sequence[Any], *, limit: int, after: Sequence[Any] = ()
) -> list[Waiting]:
    """Open rows for which a condition (SQL over the bare columns) holds, the most urgent first."""
    with connection.cursor() as cursor:
        cursor.execute(_PAGE.format(which=which), [*params, *(after or BEGINNING), limit])
        return [Waiting(*row) for row in cursor.fetchall()]
