"""The database as of one moment: its dump, how many rows it had, which files it named."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.db import ProgrammingError, connection, transaction
from psycopg import sql

from urakata.main.archive.programs import run
from urakata.main.postgres.locks import SWEEP_LOCK, SWEEPER
from urakata.record import files

TRIES: Final = 3
_TABLES: Final = (
    "SELECT n.nspname, c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace"
    " WHERE relkind = 'r' AND nspname IN ('public', 'ledger') ORDER BY 1, 2"
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was there at the moment of the dump."""

    server_version: str
    tables: dict[str, int]  #: rows by ``schema.table``
    contents: dict[str, int]  #: bytes by digest


@contextmanager
def sweeper_held_off() -> Iterator[None]:
    """While this lasts, no content leaves the disk; waits for a sweep under way."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", [SWEEP_LOCK, SWEEPER])
        try:
            yield
        finally:
            if not connection.needs_rollback and connection.is_usable():
                cursor.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", [SWEEP_LOCK, SWEEPER])


def dump(target: Path) -> Snapshot:
    """Write the whole database into `target` while it stays in use, and say what is in it.

    A table that is rewritten looks empty to whoever saw a moment before that: so all tables are
    locked against it first. One that is dropped just then makes us begin again.
    """
    for _ in range(TRIES):
        with suppress(ProgrammingError):
            return _dump(target, _table_names())
    return _dump(target, _table_names())


def _dump(target: Path, tables: list[tuple[str, str]]) -> Snapshot:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        if tables:
            every = sql.SQL(", ").join(sql.Identifier(*name) for name in tables)
            cursor.execute(sql.SQL("LOCK TABLE {} IN ACCESS SHARE MODE").format(every))
        cursor.execute("SELECT pg_export_snapshot(), current_setting('server_version')")
        name, version = cursor.fetchone()
        run(
            "pg_dump",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--snapshot={name}",
            f"--file={target}",
        )
        return Snapshot(version, _count_rows(), dict(files.contents()))


def _table_names() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        return [(str(schema), str(name)) for schema, name in cursor.fetchall()]


def _count_rows() -> dict[str, int]:
    names = _table_names()
    if not names:
        return {}
    with connection.cursor() as cursor:
        count = sql.SQL("(%s, (SELECT count(*) FROM {}))")
        rows = sql.SQL(", ").join(count.format(sql.Identifier(*name)) for name in names)
        labels = [".".join(name) for name in names]
        cursor.execute(sql.SQL("VALUES {}").format(rows), labels)
        return {str(label): int(number) for label, number in cursor.fetchall()}
