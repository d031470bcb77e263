"""Making room in time: each month of the journal is a partition of its own."""

from __future__ import annotations

from typing import Final

from django.db import connection

AHEAD: Final = 3  #: months beyond the present one that there are always partitions for


def make_months() -> None:
    """Make the partitions of this month and the next ones; harmless where they are there.

    Entries that were written before their month was made move into it. Raises
    `OperationalError` when somebody reads them for longer than a moment: try again later.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_make_months((now() AT TIME ZONE 'UTC')::date, %s)", [AHEAD])
