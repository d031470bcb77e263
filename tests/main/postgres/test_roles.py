"""The web and job processes may add to the journal, and do nothing else to it (A11)."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.main.conftest import copy_home, environment, query, urakata
from urakata.main.postgres.places import APP_ROLE, DATABASE, Places
from urakata.main.postgres.roles import KEEPER
from urakata.main.postgres.server import EmbeddedServer

ENTRY = (
    "INSERT INTO journal_entry (at, kind, actor_id, source, body)"
    " VALUES ({}, 'signout', 1, 'system', '{{}}')"
)
OWNERS = (
    "SELECT DISTINCT pg_get_userbyid(relowner), nspname = 'public' AND relname ~ '^journal_'"
    " FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace"
    " WHERE nspname IN ('public', 'ledger') AND relkind IN ('r', 'p', 'S', 'i', 'I') ORDER BY 2"
)


@pytest.fixture(scope="module")
def home(migrated_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = copy_home(migrated_home, tmp_path_factory.mktemp("roles") / "home")
    server = EmbeddedServer(home)
    server.ensure()
    yield home
    server.stop()


@pytest.fixture
def application(home: Path) -> Iterator[psycopg.Connection]:
    with psycopg.connect(
        host=str(Places(home).socket_folder), port=5432, user=APP_ROLE, dbname=DATABASE
    ) as connection:
        yield connection
        connection.rollback()


def count(home: Path) -> list[tuple]:
    tables = [
        name
        for (name,) in query(
            home,
            "SELECT relname FROM pg_class WHERE relname ~ '^journal_[a-z0-9_]+$' AND relkind = 'r' ORDER BY 1",
        )
    ]
    return [
        (
            name,
            query(
                home,
                f"SELECT count(*), md5(string_agg(t::text, '' ORDER BY t::text)) FROM {name} AS t",
            ),
        )
        for name in tables
    ]


def test_the_journal_has_a_keeper_and_all_else_belongs_to_the_application(home: Path):
    assert query(home, OWNERS) == [(APP_ROLE, False), (KEEPER, True)]
    assert query(
        home,
        f"SELECT rolname, rolcanlogin, rolsuper, rolcreaterole, rolcreatedb, rolbypassrls FROM pg_roles"
        f" WHERE rolname IN ('{APP_ROLE}', '{KEEPER}') ORDER BY 1",
    ) == [(APP_ROLE, True, False, False, False, False), (KEEPER, False, False, False, False, False)]


def test_the_application_adds_and_reads(application: psycopg.Connection):
    application.execute(ENTRY.format("now()"))
    application.execute("SELECT journal_make_next_months()")
    assert application.execute("SELECT count(*) FROM journal_entry").fetchone() != (0,)


def test_a_new_month_is_the_keepers_and_a_backup_made_by_the_application_has_it(
    home: Path, application: psycopg.Connection
):
    query(home, "SELECT journal_make_months('2031-05-01', 0)")

    (owner,) = application.execute(
        "SELECT pg_get_userbyid(relowner) FROM pg_class WHERE relname = 'journal_entry_2031_05'"
    ).fetchone()
    assert owner == KEEPER
    assert application.execute("SELECT * FROM journal_entry_2031_05").fetchall() == []


@pytest.mark.parametrize(
    "table", ["entry", "entry_other", "leaf", "node", "key", "head", "stamp", "retired"]
)
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE {} SET {column} = {column}",
        "DELETE FROM {}",
        "TRUNCATE {}",
        "DROP TABLE {}",
        "ALTER TABLE {} DISABLE TRIGGER ALL",
        "ALTER TABLE {} ADD COLUMN x int",
        "ALTER TABLE {} OWNER TO " + APP_ROLE,
        "DROP TRIGGER journal_keep ON {}",
        "CREATE TRIGGER mine BEFORE INSERT ON {} FOR EACH ROW EXECUTE FUNCTION journal_refuse()",
        "CREATE RULE mine AS ON INSERT TO {} DO INSTEAD NOTHING",
    ],
)
def test_the_application_changes_nothing_that_is_written(
    home: Path, application: psycopg.Connection, table: str, change: str
):
    column = {"entry": "body", "entry_other": "body", "retired": "month", "key": "text"}.get(
        table, "size"
    )
    column = {"leaf": "hash", "node": "hash"}.get(table, column)
    before = count(home)

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        application.execute(change.format(f"journal_{table}", column=column))
    application.rollback()
    assert count(home) == before


@pytest.mark.parametrize(
    "change",
    [
        "SET session_replication_role = replica",
        f"SET ROLE {KEEPER}",
        "SET ROLE urakata",
        "SET SESSION AUTHORIZATION urakata",
        "RESET ROLE; ALTER TABLE journal_entry DISABLE TRIGGER ALL",
        f"GRANT {KEEPER} TO {APP_ROLE}",
        f"ALTER ROLE {APP_ROLE} SUPERUSER",
        "CREATE FUNCTION public.journal_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "DROP FUNCTION journal_refuse() CASCADE",
        "ALTER FUNCTION journal_refuse() RENAME TO other",
        "DROP SCHEMA public CASCADE",
        "ALTER SCHEMA public RENAME TO other",
        "SELECT journal_retire('2026-01-01')",
        "SELECT journal_make_months('1900-01-01', 5000)",
        (
            "INSERT INTO journal_entry (at, xid, kind, actor_id, source, body)"
            " VALUES (now(), '3', 'signout', 1, 'system', '{}')"
        ),
        (
            "INSERT INTO journal_entry (id, at, kind, actor_id, source, body) OVERRIDING SYSTEM VALUE"
            " VALUES (1, now(), 'signout', 1, 'system', '{}')"
        ),
        "INSERT INTO journal_retired (month, entries) VALUES ('2026-01-01', 1)",
        "ALTER SEQUENCE journal_entry_id_seq RESTART WITH 1",
        "SELECT setval('journal_entry_id_seq', 1)",
        "COPY journal_entry TO PROGRAM 'true'",
    ],
)
def test_the_application_finds_no_way_around(
    home: Path, application: psycopg.Connection, change: str
):
    before = count(home)

    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedObject)):
        application.execute(change)
    application.rollback()
    assert count(home) == before


def test_the_application_still_makes_and_changes_ledgers(application: psycopg.Connection):
    application.execute("CREATE TABLE ledger.app_77 (id bigint)")
    application.execute("ALTER TABLE ledger.app_77 ADD COLUMN f1 text")
    application.execute("CREATE INDEX ON ledger.app_77 USING gin (ledger.bigrams(f1))")
    application.execute("DROP TABLE ledger.app_77")


def test_what_a_dump_forgot_is_settled_by_the_next_command(home: Path):
    query(
        home,
        "DO $$ DECLARE r record; BEGIN FOR r IN SELECT c.oid::regclass AS name FROM pg_class AS c"
        " JOIN pg_namespace AS n ON n.oid = relnamespace WHERE nspname IN ('public', 'ledger')"
        " AND relkind IN ('r', 'p') LOOP EXECUTE format('ALTER TABLE %s OWNER TO urakata', r.name);"
        " EXECUTE format('REVOKE ALL ON %s FROM urakata_app', r.name); END LOOP; END $$;"
        "ALTER SCHEMA ledger OWNER TO urakata; REVOKE ALL ON SCHEMA public FROM PUBLIC, urakata_app",
    )

    subprocess.run(urakata("user", "list"), env=environment(home), check=True, capture_output=True)

    assert query(home, OWNERS) == [(APP_ROLE, False), (KEEPER, True)]
    with psycopg.connect(
        host=str(Places(home).socket_folder), port=5432, user=APP_ROLE, dbname=DATABASE
    ) as connection:
        connection.execute(ENTRY.format("now()"))
        connection.rollback()


def test_a_server_of_ones_own_is_settled_for_the_role_that_is_named(home: Path):
    socket = Places(home).socket_folder
    as_superuser = f"postgresql://urakata@/urakata?host={socket}"
    other = as_superuser.replace("//urakata@", "//company@")
    try:
        subprocess.run(
            urakata("migrate", "--app-role", "company"),
            env=environment(home, DATABASE_URL=as_superuser), check=True, capture_output=True,
        )  # fmt: skip
        assert query(home, OWNERS) == [("company", False), (KEEPER, True)]
        for command in (["user", "list"], ["journal", "seal"], ["journal", "verify"]):
            done = subprocess.run(
                urakata(*command), env=environment(home, DATABASE_URL=other),
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert (command, done.returncode, done.stderr) == (command, 0, "")
    finally:
        subprocess.run(urakata("migrate"), env=environment(home), check=True, capture_output=True)
    assert query(home, OWNERS) == [(APP_ROLE, False), (KEEPER, True)]
