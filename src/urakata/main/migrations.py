"""Bringing the tables up to date, by one process at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from urakata.journal.months import make_months
from urakata.main.home import is_embedded
from urakata.main.postgres.locks import MIGRATE_LOCK
from urakata.main.postgres.roles import settle

logger = logging.getLogger("urakata.migrations")


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
            if is_embedded():
                settle(always=bool(count))
            _make_months()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATE_LOCK])
    return count


def _make_months() -> None:
    """Room for what is about to be written. Without it nothing is lost: it only moves later."""
    try:
        make_months()
    except OperationalError as error:
        logger.warning("The months of the journal are made later: %s", error)


def _missing() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
