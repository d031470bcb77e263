"""The database in and out of a file, by PostgreSQL's own programs."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from django.db import connection

from urakata.kernel.text import Text
from urakata.main.archive.manifest import ArchiveError
from urakata.main.postgres.binaries import find_client

FAILED: Final = Text("「{program}」が失敗しました：{reason}", "{program} failed: {reason}")
IN_USE: Final = Text(
    "データベースが使用中です（接続数 {count}）。Urakataを終了してからもう一度実行してください。",
    "The database is in use ({count} connections). Stop Urakata, then try again.",
)
OURS: Final = ("public", "ledger")
ASIDE: Final = "before_restore_"


def dump(target: Path) -> None:
    """Write the whole database, as of one moment, while it stays in use."""
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def server_version() -> str:
    """PostgreSQL's version, as it says itself."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])


def is_empty() -> bool:
    """True when the database holds no table of anybody's."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        )
        return bool(cursor.fetchone()[0] == 0)


def require_unused() -> None:
    """Refuse while anybody else is connected: they would see two companies at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        count = cursor.fetchone()[0]
    if count:
        raise ArchiveError(IN_USE.fill(count=count))


def load(source: Path) -> None:
    """Replace the database's content by a dump's; if that fails, the old content is back."""
    _set_aside()
    connection.close()
    try:
        _run(
            "pg_restore",
            "--no-owner",
            "--no-privileges",
            "--single-transaction",
            "--exit-on-error",
            f"--dbname={connection.settings_dict['NAME']}",
            str(source),
        )
    except ArchiveError:
        _put_back()
        raise
    _drop(f"{ASIDE}{schema}" for schema in OURS)


def _set_aside() -> None:
    with connection.cursor() as cursor:
        for schema in OURS:
            if _exists(schema):
                cursor.execute(f"ALTER SCHEMA {schema} RENAME TO {ASIDE}{schema}")
        # pg_dump leaves out the schema that every database has
        cursor.execute("CREATE SCHEMA public")


def _put_back() -> None:
    _drop(OURS)
    with connection.cursor() as cursor:
        for schema in OURS:
            if _exists(f"{ASIDE}{schema}"):
                cursor.execute(f"ALTER SCHEMA {ASIDE}{schema} RENAME TO {schema}")


def _drop(schemas: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for schema in schemas:
            cursor.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")


def _exists(schema: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [schema])
        return cursor.fetchone() is not None


def _run(program: str, *arguments: str) -> None:
    settings = connection.settings_dict
    options = {f"PG{name.upper()}": str(value) for name, value in settings["OPTIONS"].items()}
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PG")},
        **options,
        "PGHOST": str(settings["HOST"]),
        "PGPORT": str(settings["PORT"]),
        "PGUSER": str(settings["USER"]),
        "PGPASSWORD": str(settings["PASSWORD"]),
        "PGDATABASE": str(settings["NAME"]),
        "LC_ALL": "C",
    }
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own programs
        [find_client(program), *arguments],
        env={name: value for name, value in environment.items() if value},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ArchiveError(FAILED.fill(program=program, reason=done.stderr.strip()))
