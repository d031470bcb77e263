"""A mark in the database that says: this version of the program has prepared me.

It spares a warm start a whole process. The mark is a comment on Django's own table, so it is part
of backups, and reading it needs no Django.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
from pathlib import Path
from typing import Final

import psycopg

PACKAGE: Final = Path(__file__).parents[1]
ROLES: Final = "roles 1"  #: how `postgres.roles` settles who owns what
OTHERS: Final = ("django", "django-allauth", "procrastinate")  #: whose tables we have too


def fingerprint() -> str:
    """What the tables depend on: the names of our migrations, the versions of the others'."""
    names = sorted(str(p.relative_to(PACKAGE)) for p in PACKAGE.glob("*/migrations/0*.py"))
    versions = [f"{name} {importlib.metadata.version(name)}" for name in OTHERS]
    return hashlib.sha256("\n".join([*names, *versions, ROLES]).encode()).hexdigest()


def is_prepared(conninfo: str) -> bool:
    """Whether the database bears this version's mark; False for one that cannot say."""
    try:
        with psycopg.connect(conninfo, autocommit=True) as connection:
            row = connection.execute(
                "SELECT obj_description(to_regclass('django_migrations'), 'pg_class')"
            ).fetchone()
    except psycopg.Error:
        return False
    return row == (fingerprint(),)


def statement() -> str:
    """The SQL that makes the mark."""
    return f"COMMENT ON TABLE django_migrations IS '{fingerprint()}'"
