"""What is waited for ends when its record goes into the trash, and goes on when it comes back.

Every open row remembers what it was; one statement a table however many records go.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import connection

from urakata.definition.schema import AppSchema

_TABLES: Final = ("process_opinion", "process_condition", "process_step", "process_route")
"""In the order in which their rows may be deleted."""
_CLOSE: Final = (
    """UPDATE process_step SET was = state, gone_with = %s, state = 'cancelled', left_at = %s
    WHERE state IN ('open', 'planned') AND app_id = %s""",
    """UPDATE process_route SET was = state, gone_with = %s, state = 'void', ended_at = %s
    WHERE state = 'open' AND app_id = %s""",
)
_REOPEN: Final = (
    """UPDATE process_step SET state = was, was = '', gone_with = '', left_at = NULL
    WHERE gone_with = %s AND app_id = %s""",
    """UPDATE process_route SET state = was, was = '', gone_with = '', ended_at = NULL
    WHERE gone_with = %s AND app_id = %s""",
)


class TrashedSteps:
    """The rows of routes and steps as companions of their records."""

    def records_deleted(self, app: AppSchema, ids: Sequence[int], at: datetime) -> None:
        """Nothing of them is waited for any more."""
        for statement in _CLOSE:
            _run(f"{statement} AND record_id = ANY(%s)", "record", at, app.app_id, [*ids])

    def records_restored(self, app: AppSchema, ids: Sequence[int]) -> None:
        """They wait where they waited, as far as the process still has that status."""
        statuses = [state.id for state in app.process.states]
        for statement in _REOPEN:
            _run(
                f"{statement} AND record_id = ANY(%s) AND status_id = ANY(%s)",
                "record",
                app.app_id,
                [*ids],
                statuses,
            )

    def records_forgotten(self, records: Sequence[tuple[int, int]]) -> None:
        """Their past goes with them."""
        apps, ids = [app_id for app_id, _ in records], [record_id for _, record_id in records]
        for table in _TABLES:
            _run(
                f"DELETE FROM {table} AS s USING unnest(%s::bigint[], %s::bigint[]) AS r(app, id)"
                " WHERE s.app_id = r.app AND s.record_id = r.id",
                apps,
                ids,
            )

    def app_deleted(self, app_id: int, at: datetime) -> None:
        """Nothing of its records is waited for any more."""
        for statement in _CLOSE:
            _run(statement, "app", at, app_id)

    def app_restored(self, app_id: int) -> None:
        """Its records wait where they waited, those that went before it aside."""
        for statement in _REOPEN:
            _run(statement, "app", app_id)

    def forget_some(self, app_id: int, most: int) -> bool:
        """Forget a batch of an app's rows."""
        return any(
            _run(
                f"DELETE FROM {table} WHERE id IN"
                f" (SELECT id FROM {table} WHERE app_id = %s ORDER BY id LIMIT %s)",
                app_id,
                most,
            )
            for table in _TABLES
        )


def _run(statement: str, *params: str | int | datetime | list[int]) -> int:
    """One statement; how many rows it changed."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return int(cursor.rowcount)
