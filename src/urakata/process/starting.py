"""着手: that somebody whose turn it is looked at a record. From then on it is work, not waiting."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from django.db import connection, transaction

from urakata.access.rights import require_person, require_writer
from urakata.definition.physical import ledger_table
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.record.adapters import ledger_cursor
from urakata.record.locks import refuse_when_locked
from urakata.record.read import require_record

_WAITS: Final = """app_id = %(app)s AND record_id = %(record)s AND state = 'open'
  AND started_at IS NULL AND assignees @> ARRAY[%(user)s]::bigint[]"""
_IS_ASKED: Final = f"SELECT EXISTS (SELECT 1 FROM process_step WHERE {_WAITS})"
_START: Final = f"""
UPDATE process_step SET started_at = %(now)s,
  waited = greatest(0, extract(epoch FROM %(now)s::timestamptz - entered_at))::bigint
WHERE {_WAITS}
"""


@transaction.atomic
def start_work(*, actor: Actor, app: AppSchema, record_id: int) -> None:
    """Note when the first of those who are asked opened the record; of others, nothing is noted.

    It is no change of the record, and the journal is not told. Raises `NotFound`, `Forbidden`.
    """
    require_person(actor)
    require_writer(actor)
    require_record(actor, app, record_id)
    sent: dict[str, datetime | int] = {
        "now": datetime.now(UTC),
        "app": app.app_id,
        "record": record_id,
        "user": actor.user_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(_IS_ASKED, sent)
        if cursor.fetchone() == (True,):
            _lock(app, record_id)
            cursor.execute(_START, sent)


def _lock(app: AppSchema, record_id: int) -> None:
    """Whoever acts on the record meanwhile would write its steps as he read them."""
    sql = f"SELECT 1 FROM {ledger_table(app.app_id)} WHERE id = %s FOR UPDATE"
    with refuse_when_locked():
        ledger_cursor().execute(sql, (record_id,))
