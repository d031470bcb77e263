"""Who is late, and whose manager hears of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import connection

from urakata.directory.managers import manager_of
from urakata.directory.people import Snapshot
from urakata.process.waiting import OPEN

_LATE: Final = f"""
SELECT DISTINCT unnest(assignees) FROM process_step
WHERE {OPEN} AND left_at IS NULL AND due_at < %s
"""


def late_people(now: datetime) -> list[int]:
    """Everybody who is waited for longer than until the due date."""
    with connection.cursor() as cursor:
        cursor.execute(_LATE, [now])
        return [id_ for (id_,) in cursor.fetchall()]


def reports_of(manager_id: int, user_ids: Iterable[int], people: Snapshot) -> list[int]:
    """Those of some users whose manager somebody is."""
    return [id_ for id_ in user_ids if manager_id in manager_of(people, id_).user_ids]
