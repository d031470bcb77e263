from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

TABLES = (
    "journal_entry",
    "journal_leaf",
    "journal_node",
    "journal_head",
    "journal_key",
    "journal_stamp",
    "journal_retired",
)


def empty() -> None:
    """What nobody else may do: the triggers are off for a moment."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table in TABLES:
            cursor.execute(f"TRUNCATE {table}")
        cursor.execute("UPDATE journal_mark SET floor = 0, seen = 0, xid = '0', cluster = 0")
        cursor.execute("RESET session_replication_role")


@pytest.fixture
def committing(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database without a transaction around the test, and a journal that begins empty."""
    with django_db_blocker.unblock():
        empty()
        yield
        empty()
        connection.close()


@pytest.fixture
def keys(tmp_path: Path, settings) -> Path:
    """A folder for keys of the test's own."""
    settings.KEYS_ROOT = tmp_path / "keys"
    return settings.KEYS_ROOT


@pytest.fixture
def journal(db: None, keys: Path) -> None:
    """A journal that begins empty, whatever other tests have left there."""
    empty()
