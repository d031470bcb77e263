from __future__ import annotations

import pytest
from django.db import connection, transaction

from urakata.record.adapters import ledger_cursor
from urakata.record.autonomous import companion


@pytest.mark.django_db
def test_what_the_companion_does_outlives_a_rollback() -> None:
    companion().execute("CREATE TABLE kept AS SELECT 1 AS n")
    try:
        with transaction.atomic():
            ledger_cursor().execute("UPDATE kept SET n = 2")
            transaction.set_rollback(True)
        assert companion().execute("SELECT n FROM kept").fetchone() == (1,)
    finally:
        companion().execute("DROP TABLE kept")


@pytest.mark.django_db
def test_it_is_the_same_connection_until_it_breaks() -> None:
    first = companion()
    assert companion() is first
    first.close()

    assert companion().execute("SELECT 1").fetchone() == (1,)


def test_it_is_closed_with_the_last_connection_that_used_it(committing: None) -> None:
    beside = companion()
    connection.close()

    assert beside.closed
