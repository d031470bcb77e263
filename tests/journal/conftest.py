from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

TABLES = ("journal_entry",)


def empty() -> None:
    """What nobody else may do: the triggers are off for a moment."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table in TABLES:
            cursor.execute(f"TRUNCATE {table}")
        cursor.execute("RESET session_replication_role")


@pytest.fixture
def committing(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database without a transaction around the test, and a journal that begins empty."""
    with django_db_blocker.unblock():
        empty()
        yield
        empty()
        connection.close()
