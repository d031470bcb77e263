"""条件付き承認: what was approved under conditions, and whether they are fulfilled.

They are set by approving (`advance_statuses`) and stay open until somebody says they are done.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import Final

from django.db import connection, transaction

from urakata.access.rights import require_person, require_writer
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.journal.writing import Entry, write
from urakata.kernel.errors import Conflict, Forbidden, NotFound
from urakata.kernel.json import JSONDict
from urakata.process.models import Condition, Route
from urakata.record.read import require_record

__all__ = ["Condition", "conditions_of", "count_open", "fulfil_condition"]

_OPEN: Final = """
SELECT c.app_id, c.record_id, count(*) FROM process_condition AS c
JOIN unnest(%s::bigint[], %s::bigint[]) AS x(app, record)
  ON c.app_id = x.app AND c.record_id = x.record
WHERE c.done_at IS NULL GROUP BY c.app_id, c.record_id
"""


@transaction.atomic
def fulfil_condition(
    *, actor: Actor, app: AppSchema, record_id: int, condition_id: int
) -> Condition:
    """Say that a condition is done; for the applicant and for who set it.

    Raises `NotFound` (``UR_TS03``), `Forbidden` (``UR_TS07``), `Conflict` (``UR_TS05``) the second
    time.
    """
    require_person(actor)
    require_writer(actor)
    require_record(actor, app, record_id)
    here = Condition.objects.select_for_update().filter(app_id=app.app_id, record_id=record_id)
    condition = here.filter(pk=condition_id).first()
    if condition is None:
        raise NotFound("UR_TS03", id=condition_id)
    if actor.user_id not in {condition.set_by_id, *_applicants(condition)}:
        raise Forbidden("UR_TS07")
    if condition.done_at is not None:
        raise Conflict("UR_TS05")
    condition.done_by_id, condition.done_at = actor.user_id, datetime.now(UTC)
    condition.save(update_fields=["done_by_id", "done_at"])
    about: JSONDict = {"condition": condition.pk, "text": condition.text}
    write(actor, [Entry("process.condition", app.app_id, record_id, about=about)])
    return condition


def conditions_of(app_id: int, record_id: int) -> list[Condition]:
    """The conditions of a record, in order. May they: the caller's question."""
    return list(Condition.objects.filter(app_id=app_id, record_id=record_id).order_by("pk"))


def count_open(places: Collection[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """How many conditions are open, by app and record; those without any are left out."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [[app for app, _ in places], [record for _, record in places]])
        return {(app, record): count for app, record, count in cursor.fetchall()}


def _applicants(condition: Condition) -> Iterable[int]:
    if condition.route_id is None:
        return ()
    routes = Route.objects.filter(pk=condition.route_id)
    return routes.values_list("applicant_id", flat=True)
