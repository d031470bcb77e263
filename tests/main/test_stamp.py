"""The mark of a prepared database: believed when it is ours, and of this version."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import psycopg

from tests.main.conftest import query
from urakata.main.postgres.server import EmbeddedServer
from urakata.main.stamp import is_prepared


def test_a_prepared_database_bears_the_mark_until_another_version_does(
    migrated: Path, server_of: Callable[[Path], EmbeddedServer]
):
    server = server_of(migrated)
    server.ensure()
    assert is_prepared(server.conninfo)

    query(migrated, "COMMENT ON TABLE django_migrations IS 'of another version'")

    assert not is_prepared(server.conninfo)


def test_an_empty_database_bears_none(home: Path, server_of: Callable[[Path], EmbeddedServer]):
    server = server_of(home)
    server.ensure()

    assert not is_prepared(server.conninfo)


def test_a_database_that_is_not_there_bears_none(tmp_path: Path):
    assert not is_prepared(psycopg.conninfo.make_conninfo(host=str(tmp_path), dbname="x"))
