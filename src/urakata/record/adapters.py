"""Cursors that read and bind stored values (see `definition.fields.base`) as they are.

kintone's values are strings, and so are ours: what PostgreSQL sends as text is handed on as text,
without the detour over `Decimal` and `datetime` objects. The cursors run on Django's own
connection, inside whatever transaction is open, and their errors are Django's.

Parameters travel apart from the statement (server-side binding), and nothing is prepared unasked,
so that PostgreSQL plans each statement for the values it really got. A caller whose statement has
only one sensible plan (by primary key) passes ``prepare=True``.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from typing import Any, Final, TypeAlias, overload

import psycopg
from django.db import connection as default_connection
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.abc import Buffer
from psycopg.adapt import AdaptersMap, Loader, PyFormat
from psycopg.types.array import BaseListDumper, ListDumper
from psycopg.types.numeric import Int8Dumper
from psycopg.types.string import TextLoader

_NEVER: Final = 2**62  #: executions after which psycopg prepares a statement by itself

Row: TypeAlias = "tuple[Any, ...]"
Params: TypeAlias = "tuple[Any, ...] | list[Any] | dict[str, Any]"


class _MinuteLoader(Loader):
    """``time`` as ``HH:MM``."""

    def load(self, data: Buffer) -> str:
        return str(data[:5], "ascii")


class _InstantLoader(Loader):
    """``timestamptz`` as ``YYYY-MM-DDTHH:MM:00Z``: kintone's times have no seconds."""

    def load(self, data: Buffer) -> str:
        text = str(data[:16], "ascii")
        return f"{text[:10]}T{text[11:]}:00Z"


class _IdListDumper(ListDumper):
    """``list[int]`` as ``bigint[]`` whatever its values: ``&&`` and ``@>`` ask for equal types."""

    def upgrade(self, obj: list[Any], format: PyFormat) -> BaseListDumper:  # noqa: A002
        dumper = super().upgrade(obj, format)
        if any(isinstance(item, int) for item in obj):
            dumper.sub_dumper = Int8Dumper(int, self._tx)
            dumper.oid = self._tx.adapters.types["int8"].array_oid
        return dumper


def _stored_adapters() -> AdaptersMap:
    adapters = AdaptersMap(psycopg.adapters)
    for name in ("numeric", "date", "uuid", "jsonb", "json"):
        adapters.register_loader(name, TextLoader)
    adapters.register_loader("time", _MinuteLoader)
    adapters.register_loader("timestamptz", _InstantLoader)
    adapters.register_dumper(list, _IdListDumper)
    return adapters


_ADAPTERS = _stored_adapters()


@contextmanager
def _as_django(db: BaseDatabaseWrapper, sql: object) -> Generator[None]:
    """Raise Django's errors, refuse a broken transaction, and let tests count statements."""
    db.validate_no_broken_transaction()
    started = time.monotonic() if db.queries_logged else 0.0
    with db.wrap_database_errors:
        yield
    if started:
        db.queries_log.append({"sql": str(sql), "time": f"{time.monotonic() - started:.3f}"})


class LedgerCursor(psycopg.Cursor[Row]):
    """A cursor whose rows are tuples of stored values."""

    __slots__ = ("_db",)

    def __init__(self, db: BaseDatabaseWrapper) -> None:
        super().__init__(db.connection)
        self._adapters = _ADAPTERS
        self._db = db

    def execute(  # type: ignore[override]
        self, query: str, params: Params | None = None, *, prepare: bool | None = None
    ) -> LedgerCursor:
        """Run one statement."""
        with _as_django(self._db, query):
            super().execute(query, params, prepare=prepare)
        return self

    def executemany(self, query: str, params_seq: Iterable[Params]) -> None:  # type: ignore[override]
        """Run one statement for every set of parameters, in one round trip."""
        with _as_django(self._db, query):
            super().executemany(query, params_seq)

    @contextmanager
    def copy(self, statement: str, params: Params | None = None) -> Generator[psycopg.Copy]:  # type: ignore[override]
        """Run a COPY."""
        with _as_django(self._db, statement), super().copy(statement, params) as copy:
            yield copy


class StreamingCursor(psycopg.ServerCursor[Row]):
    """The same over a server-side cursor: the rows stay in PostgreSQL until they are fetched."""

    __slots__ = ("_db",)

    def __init__(self, db: BaseDatabaseWrapper, name: str) -> None:
        super().__init__(db.connection, name)
        self._adapters = _ADAPTERS
        self._db = db

    def execute(  # type: ignore[override]
        self, query: str, params: Params | None = None
    ) -> StreamingCursor:
        """Declare the cursor."""
        with _as_django(self._db, query):
            super().execute(query, params)
        return self

    def fetchmany(self, size: int = 0) -> list[Row]:
        """Up to `size` rows; none when there are no more."""
        with self._db.wrap_database_errors:
            return super().fetchmany(size)


def _connected(connection: BaseDatabaseWrapper | None) -> BaseDatabaseWrapper:
    db = connection or default_connection
    db.ensure_connection()
    if db.connection.prepare_threshold is None:
        db.connection.prepare_threshold = _NEVER
    status = db.connection.pgconn.parameter_status
    if not (status(b"DateStyle") or b"").startswith(b"ISO"):
        db.connection.execute("SET datestyle = 'ISO'")
    return db


@overload
def ledger_cursor(
    connection: BaseDatabaseWrapper | None = None, name: None = None
) -> LedgerCursor: ...
@overload
def ledger_cursor(
    connection: BaseDatabaseWrapper | None = None, *, name: str
) -> StreamingCursor: ...


def ledger_cursor(
    connection: BaseDatabaseWrapper | None = None, name: str | None = None
) -> LedgerCursor | StreamingCursor:
    """A cursor for ledger tables on Django's connection; it need not be closed.

    With a `name` it is a server-side cursor: it needs a transaction, and closing.
    """
    db = _connected(connection)
    return LedgerCursor(db) if name is None else StreamingCursor(db, name)
