"""Names of the ledger's physical tables: from ids alone, so that nothing a user types becomes SQL.

While somebody reads the past, or the trash, temporary tables stand in for those of one app: they
have the same names in PostgreSQL's schema for them, and everything that is put together from these
names reads them instead (`record.stand_ins`).
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_LEDGER: Final = "ledger"
_TEMPORARY: Final = "pg_temp"
_stood_in: ContextVar[int | None] = ContextVar("stood_in_app", default=None)


def ledger_table(app_id: int) -> str:
    """The table of an app's records."""
    return f"{_schema(app_id)}.app_{app_id:d}"


def own_ledger_table(app_id: int) -> str:
    """The same, of today, whatever stands in for it."""
    return f"{_LEDGER}.app_{app_id:d}"


def child_table(app_id: int, table_id: int) -> str:
    """The table of the rows of a SUBTABLE (`id`, `record_id`, `position`, columns)."""
    return f"{_schema(app_id)}.app_{app_id:d}_t{table_id:d}"


def search_table(app_id: int) -> str:
    """The table of the records' search texts (`record_id`, `doc`)."""
    return f"{_LEDGER}.app_{app_id:d}_s"


@contextmanager
def standing_in(app_id: int) -> Generator[None]:
    """Name the temporary tables of an app in place of its own, here and in what is called."""
    before = _stood_in.set(app_id)
    try:
        yield
    finally:
        _stood_in.reset(before)


def is_stood_in(app_id: int) -> bool:
    """Whether temporary tables stand in for those of an app."""
    return _stood_in.get() == app_id


def _schema(app_id: int) -> str:
    return _TEMPORARY if is_stood_in(app_id) else _LEDGER
