"""着手: that somebody whose turn it is looked at a record. From then on it is work, not waiting."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from django.db import connection

from urakata.access.rights import require_person, require_writer
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.record.read import require_record

_START: Final = """
UPDATE process_step SET started_at = %(now)s,
  waited = greatest(0, extract(epoch FROM %(now)s::timestamptz - entered_at))::bigint
WHERE app_id = %(app)s AND record_id = %(record)s AND state = 'open' AND started_at IS NULL
  AND assignees @> ARRAY[%(user)s]::bigint[]
"""


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
        cursor.execute(_START, sent)
