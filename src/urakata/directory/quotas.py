"""How many requests a minute: counted in memory, settled in the database.

A process takes requests from a subject's minute by leases: some at a time, with one statement, and
then serves so many without asking again. A lease is a part of what is left, so that all processes
together never grant more than there is. The first few requests of a minute (one in twenty of the
limit) are served on the house and settled with the first lease: who works at a human pace costs no
statement at all. So a limit is kept to the twentieth part a process.

The table is unlogged: after a crash of the database the minute begins anew, which harms nobody.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Final

from django.db import connection

from urakata.kernel.errors import TooMany

MOST_KEPT: Final = 20_000  #: subjects that a process remembers
MINUTE: Final = 60.0

_TAKE: Final = """
INSERT INTO directory_quota AS q (subject, minute, used, granted)
SELECT %(subject)s, minute, least(%(limit)s, %(wanted)s), least(%(limit)s, %(wanted)s)
FROM (SELECT floor(extract(epoch FROM clock_timestamp()) / 60)::bigint AS minute) AS clock
ON CONFLICT (subject) DO UPDATE SET
  minute = excluded.minute,
  granted = CASE WHEN q.minute = excluded.minute
    THEN greatest(0, least(%(limit)s - q.used, %(wanted)s)) ELSE excluded.granted END,
  used = CASE WHEN q.minute = excluded.minute
    THEN greatest(q.used, least(%(limit)s, q.used + %(wanted)s)) ELSE excluded.used END
RETURNING granted, used, 60 - extract(epoch FROM clock_timestamp()) %% 60
"""
_SWEEP: Final = """
DELETE FROM directory_quota
WHERE minute < floor(extract(epoch FROM clock_timestamp()) / 60)::bigint - 60
"""


@dataclass(slots=True)
class _Window:
    """What this process knows about a subject's present minute."""

    until: float  #: its end, on the monotonic clock
    free: int  #: requests that are still on the house
    owed: int = 0  #: requests served on the house, not yet settled
    held: int = 0  #: requests that are left of the lease
    left: int | None = None  #: of all processes, when the last lease was taken


class Quotas:
    """The windows of this process; the oldest go first when there are too many."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._windows: OrderedDict[str, _Window] = OrderedDict()
        self._most = most
        self._lock = Lock()

    def spend(self, subject: str, limit: int) -> None:
        """Count one request of a subject, or raise `TooMany` (``UR_QT01``) with the seconds to wait.

        Must not run inside a transaction: what is counted stays counted, whatever becomes of it.
        """
        now = time.monotonic()
        with self._lock:
            window = self._window(subject, limit, now)
            if _serve(window):
                return
            owed, window.owed = window.owed, 0
            wanted = owed + _lease(window, limit)
        if window.left != 0:
            granted, used, seconds = _take(subject, limit, wanted)
            with self._lock:
                window.until = now + seconds
                window.left = limit - used
                window.held += granted - owed
                if _serve(window):
                    return
        raise TooMany("UR_QT01", limit=limit, seconds=max(1, math.ceil(window.until - now)))

    def _window(self, subject: str, limit: int, now: float) -> _Window:
        window = self._windows.get(subject)
        if window is None or window.until <= now:
            window = self._windows[subject] = _Window(now + MINUTE, free=limit // 20)
            self._windows.move_to_end(subject)
            while len(self._windows) > self._most:
                self._windows.popitem(last=False)
        return window


def _serve(window: _Window) -> bool:
    """Serve a request from what is at hand."""
    if window.free > 0:
        window.free -= 1
        window.owed += 1
        return True
    if window.held > 0:
        window.held -= 1
        return True
    return False


def _lease(window: _Window, limit: int) -> int:
    """An eighth of what is left, and this request at least."""
    left = limit if window.left is None else window.left
    return max(1, left // 8)


def _take(subject: str, limit: int, wanted: int) -> tuple[int, int, float]:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {"subject": subject, "limit": limit, "wanted": wanted})
        granted, used, seconds = cursor.fetchone()
    return granted, used, float(seconds)


def sweep() -> int:
    """Delete windows that are long over; answers how many."""
    with connection.cursor() as cursor:
        cursor.execute(_SWEEP)
        return int(cursor.rowcount)


QUOTAS: Final = Quotas()
