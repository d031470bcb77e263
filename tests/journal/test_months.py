from __future__ import annotations

import pytest
from django.db import connection

from urakata.journal.months import AHEAD, make_months


def partitions() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits"
            " WHERE inhparent = 'journal_entry'::regclass ORDER BY 1"
        )
        return [name for (name,) in cursor.fetchall()]


@pytest.mark.django_db
def test_the_coming_months_have_partitions_and_making_them_again_changes_nothing():
    make_months()
    once = partitions()
    make_months()

    assert partitions() == once
    assert len(once) >= AHEAD + 2  # this month, the next ones, and the net for all others
