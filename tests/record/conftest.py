"""For tests that really commit: several connections, locks, jobs outside of any transaction."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

TABLES = (
    "definition_appversion",
    "definition_app",
    "record_counter",
    "record_searchdirty",
    "record_trashedrecord",
)


@pytest.fixture
def committing(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database without a transaction around the test; apps and their ledgers go afterwards.

    Not Django's flush: that would also take what the migrations put there.
    """
    with django_db_blocker.unblock():
        yield
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT format('ledger.%I', relname) FROM pg_class WHERE relkind = 'r'"
                " AND relnamespace = 'ledger'::regnamespace"
            )
            for (table,) in cursor.fetchall():
                cursor.execute(f"DROP TABLE IF EXISTS {table} CASCADE")
            for table in TABLES:
                cursor.execute(f"DELETE FROM {table}")
            cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name LIKE 'record.%%'")
        connection.close()
