"""How many requests at once, over all processes and machines.

Each request of a subject with such a limit holds one of its slots: an advisory lock of PostgreSQL,
which costs no row and is free again when a process dies.
"""

from __future__ import annotations

from typing import Final

from django.db import connection

from urakata.kernel.errors import TooMany

# one at a time, and no further than the first that is free: a function is asked for rows as needed
_TAKE: Final = """
SELECT slot FROM generate_series(1, %(most)s) AS slot
WHERE pg_try_advisory_lock(hashtextextended(%(subject)s, slot)) LIMIT 1
"""
_FREE: Final = "SELECT pg_advisory_unlock(hashtextextended(%(subject)s, %(slot)s))"


def take_slot(subject: str, most: int) -> int:
    """One of so many slots, to be given back. Raises `TooMany` (``UR_QT02``) when none is free."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {"subject": subject, "most": most})
        row = cursor.fetchone()
    if row is None:
        raise TooMany("UR_QT02", limit=most, seconds=1)
    return int(row[0])


def free_slot(subject: str, slot: int) -> None:
    """Give a slot back."""
    with connection.cursor() as cursor:
        cursor.execute(_FREE, {"subject": subject, "slot": slot})
