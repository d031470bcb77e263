"""What somebody filed, for himself or for another, and where it stands: the last round of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import connection

from urakata.process.waiting import OPEN

_PAGE: Final = """
SELECT id, app_id, record_id, state, applicant_id, submitted_at FROM process_route AS r
WHERE (applicant_id = %s OR submitted_by_id = %s) AND gone_with = ''
  AND (%s::bigint IS NULL OR app_id = %s)
  AND (submitted_at, id) < (%s::timestamptz, %s)
  AND NOT EXISTS (
    SELECT FROM process_route AS l
    WHERE l.app_id = r.app_id AND l.record_id = r.record_id AND l.round > r.round
  )
ORDER BY submitted_at DESC, id DESC LIMIT %s
"""
_OPEN: Final = f"""
SELECT s.app_id, s.record_id, s.name, s.assignees, s.entered_at, s.started_at, s.due_at
FROM process_step AS s
JOIN unnest(%s::bigint[], %s::bigint[]) AS x(app, record)
  ON s.app_id = x.app AND s.record_id = x.record
WHERE {OPEN} ORDER BY s.number, s.line, s.id
"""
NEWEST: Final[list[Any]] = ["infinity", 2**62]


@dataclass(slots=True)
class Filed:
    """The last submission of a record, and what is open of the record now."""

    id: int
    app_id: int
    record_id: int
    state: str
    applicant_id: int
    submitted_at: datetime
    names: list[str] = field(default_factory=list)  #: of the open lines
    assignees: list[int] = field(default_factory=list)
    entered_at: datetime | None = None
    started_at: datetime | None = None
    due_at: datetime | None = None  #: the first to come

    @property
    def mark(self) -> list[Any]:
        """Its place in the order."""
        return [self.submitted_at.isoformat(), self.id]

    def add(self, row: Sequence[Any]) -> None:
        """An open line."""
        name, assignees, entered_at, started_at, due_at = row
        self.names.append(name)
        self.assignees += assignees
        self.entered_at = min(filter(None, (self.entered_at, entered_at)), default=None)
        self.started_at = min(filter(None, (self.started_at, started_at)), default=None)
        self.due_at = min(filter(None, (self.due_at, due_at)), default=None)


def read_filed(
    user_id: int, *, limit: int, after: Sequence[Any] = (), app_id: int | None = None
) -> list[Filed]:
    """The newest first, of one app if asked: one statement for the routes, one for what is open of them."""
    with connection.cursor() as cursor:
        cursor.execute(_PAGE, [user_id, user_id, app_id, app_id, *(after or NEWEST), limit])
        found = {(row[1], row[2]): Filed(*row) for row in cursor.fetchall()}
        cursor.execute(_OPEN, [[app for app, _ in found], [record for _, record in found]])
        for app, record, *row in cursor.fetchall():
            found[app, record].add(row)
    return list(found.values())
