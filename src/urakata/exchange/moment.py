"""A ledger as it was at one moment, held while it is read out, but never for ever."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from typing import Final

from django.db import ProgrammingError, connection, transaction
from psycopg import errors

from urakata.definition.physical import child_table, ledger_table
from urakata.definition.queries import get_app
from urakata.definition.schema import AppSchema
from urakata.kernel.errors import Invalid
from urakata.kernel.json import JSONDict
from urakata.record.adapters import ledger_cursor
from urakata.record.locks import PATIENCE

IDLE: Final = 60  #: seconds in which nobody asks for more, before PostgreSQL takes the locks away


def at_one_moment(app: AppSchema, batches: Generator[list[JSONDict]]) -> Generator[list[JSONDict]]:
    """The same batches, records and their tables in one state whatever is written meanwhile."""
    with _one_moment(app), closing(batches):
        yield from batches


@contextmanager
def _one_moment(app: AppSchema) -> Iterator[None]:
    """Hold the ledger's tables as they are until the end.

    Deploys that change them wait, and soon give up with ``GAIA_DA02``; so it is to be short, and
    whoever reads nothing for `IDLE` seconds loses the connection and all locks with it. Raises
    ``GAIA_DA02`` when the app changed since its schema was read. Inside a transaction of the
    caller's, that transaction's isolation holds.
    """
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            ledger_cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        _lock(app)  # takes no snapshot: what is read from here on is what was locked
        if get_app(app.app_id).live_revision != app.version:
            raise Invalid("GAIA_DA02")
        yield


def _lock(app: AppSchema) -> None:
    tables = [ledger_table(app.app_id), *(child_table(app.app_id, t.id) for t in app.tables)]
    cursor = ledger_cursor()
    cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
    cursor.execute(f"SET LOCAL idle_in_transaction_session_timeout = '{IDLE}s'")
    try:
        cursor.execute(f"LOCK TABLE {', '.join(tables)} IN ACCESS SHARE MODE")
    except ProgrammingError as error:
        if isinstance(error.__cause__, errors.UndefinedTable):
            raise Invalid("GAIA_DA02") from error
        raise
