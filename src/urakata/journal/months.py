"""Making room in time: each month of the journal is a partition of its own."""

from __future__ import annotations

from django.db import connection


def make_months() -> None:
    """Make the partitions of this month and the next ones; harmless where they are there.

    Entries that were written before their month was made move into it. Raises
    `OperationalError` when somebody reads them for longer than a moment: try again later.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_make_next_months()")
