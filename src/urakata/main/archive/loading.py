"""A dump in the place of the present database: all of it, or nothing happens.

pg_restore writes the dump as SQL, psql runs it between our own first and last statements, all in one
transaction. Dropping what is there comes first: it locks every table until the end, so whoever is
still at work waits, and finds the restored tables afterwards. Until the commit the old ones are what
the database has, whatever is killed or pulled.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, Final, cast

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from urakata.kernel.text import Text
from urakata.main.archive.manifest import ArchiveError
from urakata.main.archive.programs import environment, failed
from urakata.main.postgres.binaries import find_client
from urakata.main.postgres.locks import MIGRATE_LOCK

IN_USE: Final = Text(
    "データベースが使用中です（接続数 {count}）。Urakataを終了してからもう一度実行してください。",
    "The database is in use ({count} connections). Stop Urakata, then try again.",
)
NOT_EMPTY: Final = Text(
    "データがすでにあります。上書きするには「--force」を指定してください（今のデータは失われます）。",
    "There is data already. Give --force to overwrite it (what is there now will be lost).",
)
AT_WORK: Final = Text(
    "ほかの接続がデータベースを使用しているため、入れ替えられませんでした。何も変更していません。"
    "Urakataを終了してからもう一度実行してください。",
    "Others are at work in the database: it could not be replaced, and nothing was changed. "
    "Stop Urakata, then try again.",
)
_LOCKED: Final = "canceling statement due to lock timeout"
_OTHERS: Final = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)
_IS_EMPTY: Final = (
    "SELECT NOT EXISTS (SELECT FROM pg_tables"
    " WHERE schemaname NOT IN ('pg_catalog', 'information_schema'))"
)
_BEGIN: Final = f"""
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL lock_timeout = '15s';
SELECT pg_advisory_xact_lock({MIGRATE_LOCK});
"""
_ONLY_IF_EMPTY: Final = f"""
DO $$ BEGIN
  IF NOT ({_IS_EMPTY}) THEN RAISE EXCEPTION 'there is data already'; END IF;
END $$;
"""
_CLEAR: Final = """
DROP SCHEMA IF EXISTS ledger CASCADE;
DROP SCHEMA IF EXISTS public CASCADE;
CREATE SCHEMA public;
SET LOCAL lock_timeout = 0;
"""
_COUNT: Final = """
DO $$ BEGIN
  IF (SELECT count(*) FROM {table}) <> {rows} THEN
    RAISE EXCEPTION '{table} has other rows than recorded';
  END IF;
END $$;
"""
_NOT_NEWER: Final = """
DO $$ BEGIN
  IF EXISTS (SELECT FROM public.django_migrations WHERE app = ANY ('{{{apps}}}')
             AND app || '.' || name <> ALL ('{{{names}}}')) THEN
    RAISE EXCEPTION 'the backup was made by a newer version of Urakata';
  END IF;
END $$;
"""
HEAD: Final = 40  #: lines in which a dump sets the session up
#: our own session sets no such limit, and servers before 17 refuse the name
_SINCE_17: Final = b"SET transaction_timeout = 0;\n"
BLOCK: Final = 1024 * 1024
_END: Final = """
COMMENT ON TABLE public.django_migrations IS '{mark}';
COMMIT;
"""


def require_ready(*, is_forced: bool) -> None:
    """Refuse early what would be refused later: data that is there, people who work with it."""
    with connection.cursor() as cursor:
        cursor.execute(_IS_EMPTY)
        if not is_forced and not cursor.fetchone()[0]:
            raise ArchiveError(NOT_EMPTY)
        cursor.execute(_OTHERS)
        if count := cursor.fetchone()[0]:
            raise ArchiveError(IN_USE.fill(count=count))


def load(source: Path, tables: Mapping[str, int], *, mark: str, is_forced: bool) -> None:
    """Replace the database's content by a dump's, if every table then has the rows it should.

    `mark` stays as the comment of Django's own table: it says, to whoever looks after a crash, that
    this happened, and makes the next start prepare the database anew.
    """
    connection.close()
    with tempfile.TemporaryFile() as said:
        psql = subprocess.Popen(  # noqa: S603 - PostgreSQL's own program
            [find_client("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"],
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=said,
        )
        try:
            end = partial(_after, tables, mark)
            refused = _feed(_input(psql), source, _before(is_forced=is_forced), end)
        finally:
            with suppress(BrokenPipeError):  # then psql ended, and says why
                _input(psql).close()
            psql.wait()
        if psql.returncode:
            said.seek(0)
            raise _explain(said.read().decode(errors="replace"))
    if refused is not None:
        raise refused


def _explain(words: str) -> ArchiveError:
    return ArchiveError(AT_WORK) if _LOCKED in words else failed("psql", words)


def mark() -> str:
    """What `load` left as a mark, or whatever else is said of the database's state."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT obj_description(to_regclass('public.django_migrations'), 'pg_class')"
        )
        return str(cursor.fetchone()[0] or "")


def unmark() -> None:
    """Everything that follows a restore is done. The next start prepares the database anew."""
    with connection.cursor() as cursor:
        cursor.execute("COMMENT ON TABLE public.django_migrations IS 'restored'")


def _before(*, is_forced: bool) -> str:
    return _BEGIN + ("" if is_forced else _ONLY_IF_EMPTY) + _CLEAR


def _after(tables: Mapping[str, int], mark: str) -> Iterator[str]:
    for table, rows in tables.items():  # `manifest` lets only plain names in
        yield _COUNT.format(table=table, rows=rows)
    known = MigrationLoader(None).disk_migrations or {}
    yield _NOT_NEWER.format(
        apps=",".join(sorted({app for app, _ in known})),
        names=",".join(sorted(f"{app}.{name}" for app, name in known)),
    )
    yield _END.format(mark=mark)


def _restore(source: Path, psql: IO[bytes]) -> ArchiveError | None:
    """The dump as SQL, without what an older server does not know."""
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(  # noqa: S603 - PostgreSQL's own program
            [find_client("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(source)],
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=said,
        ) as process,
    ):
        for line in islice(process.stdout or (), HEAD):
            if line != _SINCE_17:
                psql.write(line)
        shutil.copyfileobj(cast("IO[bytes]", process.stdout), psql, BLOCK)
        process.wait()
        said.seek(0)
        words = said.read().decode(errors="replace")
    return failed("pg_restore", words) if process.returncode else None


def _input(process: subprocess.Popen[bytes]) -> IO[bytes]:
    return cast("IO[bytes]", process.stdin)


def _feed(
    psql: IO[bytes], source: Path, before: str, after: Callable[[], Iterator[str]]
) -> ArchiveError | None:
    """Give psql everything; without the last statements nothing has happened.

    A broken pipe is psql's own failure, which it explains itself.
    """
    try:
        psql.write(before.encode())
        if refused := _restore(source, psql):
            return refused
        for text in after():
            psql.write(text.encode())
        psql.flush()
    except BrokenPipeError:
        return None
    return None
