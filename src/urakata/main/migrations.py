"""Bringing the tables up to date, by one process at a time."""

from __future__ import annotations

from collections.abc import Callable

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from urakata.main.postgres.locks import MIGRATE_LOCK


def migrate(tell: Callable[[int], None] = lambda _count: None) -> int:
    """Apply what is missing; the number of migrations applied. `tell` hears it beforehand.

    Whoever comes second waits for the first, and then finds nothing to do.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATE_LOCK])
        try:
            count = _missing()
            tell(count)
            if count:
                call_command("migrate", verbosity=0, interactive=False)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATE_LOCK])
    return count


def _missing() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
