"""Who owns what in the database: the journal has a keeper, everything else is the application's.

The web and job processes connect as the application's role. It may add to the journal and read it;
the keeper, in whose name nobody connects, owns the journal's tables, so that no statement of those
processes can change what is written, or switch off the triggers that refuse it. A dump knows neither
owners nor rights, so they are settled after every migration and restore.
"""

from __future__ import annotations

from typing import Final

from django.db import connection
from psycopg import sql

from urakata.journal.grants import FUNCTIONS, GRANTS, SEQUENCES
from urakata.main.postgres.places import APP_ROLE

KEEPER: Final = "urakata_journal"

#: everything of ours that belongs to somebody else; sequences of columns follow their tables
_MISPLACED: Final = """
SELECT c.oid::regclass::text, o.owner FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace,
LATERAL (SELECT CASE WHEN n.nspname = 'public' AND c.relname LIKE 'journal\\_%%'
  THEN %(keeper)s ELSE %(app)s END AS owner) AS o
WHERE n.nspname IN ('public', 'ledger') AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
  AND pg_get_userbyid(c.relowner) <> o.owner
  AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i')
    AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
    AND c.relkind = 'S')
ORDER BY c.relkind = 'S', c.oid
"""
_HAS_RIGHTS: Final = """
SELECT has_schema_privilege(%(app)s, 'public', 'USAGE')
  AND has_any_column_privilege(%(app)s, 'journal_entry', 'INSERT')
  AND has_table_privilege(%(app)s, 'journal_mark', 'UPDATE')
"""


def settle(app: str = APP_ROLE, *, always: bool = False) -> None:
    """Make the roles, and let everything belong to whom it should. As the server's superuser.

    Cheap when all of it is so already, unless `always`: after a migration, say.
    """
    names = {"app": app, "keeper": KEEPER}
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [[app, KEEPER]])
        known = {name for (name,) in cursor.fetchall()}
        for missing in sorted({app, KEEPER} - known):
            kind = "NOLOGIN" if missing == KEEPER else "LOGIN"
            cursor.execute(sql.SQL(f"CREATE ROLE {{}} {kind}").format(sql.Identifier(missing)))
        cursor.execute(_MISPLACED, names)
        misplaced = cursor.fetchall()
        cursor.execute(_HAS_RIGHTS, names)
        if cursor.fetchone()[0] and not misplaced and not always:
            return
        statements = [*_belongings(app, misplaced), *_rights(app)]
        cursor.execute(
            sql.SQL("BEGIN; SET LOCAL lock_timeout = '15s'; {}; COMMIT").format(
                sql.SQL("; ").join(statements)
            )
        )


def act_as_application() -> None:
    """Let what this command makes belong to the application."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(APP_ROLE)))


def act_as_owner() -> None:
    """Be again whoever connected."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def _belongings(app: str, misplaced: list[tuple[str, str]]) -> list[sql.Composable]:
    to = {"app": sql.Identifier(app), "keeper": sql.Identifier(KEEPER)}
    return [
        sql.SQL("GRANT USAGE ON SCHEMA public TO {app}").format(**to),
        # a new month is a new table
        sql.SQL("GRANT USAGE, CREATE ON SCHEMA public TO {keeper}").format(**to),
        sql.SQL("ALTER SCHEMA ledger OWNER TO {app}").format(**to),
        *(
            # a name as PostgreSQL itself wrote it, quoted where it must be
            sql.SQL("ALTER TABLE {} OWNER TO {}").format(sql.SQL(name), sql.Identifier(owner))
            for name, owner in misplaced
        ),
        *(
            sql.SQL("ALTER FUNCTION {} OWNER TO {keeper}").format(sql.SQL(name), **to)
            for name in FUNCTIONS
        ),
    ]


def _rights(app: str) -> list[sql.Composable]:
    to = {"app": sql.Identifier(app), "keeper": sql.Identifier(KEEPER)}
    found: list[sql.Composable] = [
        # so that a backup, made by the application, has the months to come, too
        sql.SQL(
            "ALTER DEFAULT PRIVILEGES FOR ROLE {keeper} IN SCHEMA public GRANT SELECT ON TABLES TO {app}"
        ).format(**to),
        sql.SQL(
            "DO $$ DECLARE name regclass; BEGIN FOR name IN SELECT inhrelid FROM pg_inherits"
            " WHERE inhparent = 'journal_entry'::regclass LOOP"
            " EXECUTE format('GRANT SELECT ON %s TO %I', name, {app}); END LOOP; END $$"
        ).format(app=sql.Literal(app)),
    ]
    for table, rights in GRANTS.items():
        name = sql.Identifier(table)
        found.append(sql.SQL("REVOKE ALL ON {} FROM PUBLIC, {app}").format(name, **to))
        found.append(sql.SQL(f"GRANT {rights} ON {{}} TO {{app}}").format(name, **to))
    for sequence in SEQUENCES:
        name = sql.Identifier(sequence)
        found.append(sql.SQL("GRANT SELECT ON SEQUENCE {} TO {app}").format(name, **to))
    for function, is_for_writers in FUNCTIONS.items():
        signature = sql.SQL(function)
        found.append(sql.SQL("REVOKE ALL ON FUNCTION {} FROM PUBLIC").format(signature))
        if is_for_writers:
            found.append(sql.SQL("GRANT EXECUTE ON FUNCTION {} TO {app}").format(signature, **to))
    return found
