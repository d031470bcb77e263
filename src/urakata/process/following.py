"""Lets open routes follow people, organizations and the authority matrix, soon after they change.

Every open route remembers with which state of them it was looked at last (`freshness`); those that
were looked at with another are resolved anew: some at a time, and each before somebody acts on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

from django.db import transaction

from urakata.definition.physical import ledger_table
from urakata.definition.queries import live_schema
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.directory.actors import system_actor
from urakata.directory.people import snapshot
from urakata.kernel.errors import NotFound
from urakata.process.freshness import state_of_rules
from urakata.process.models import Route
from urakata.process.rerouting import reroute, reroute_run
from urakata.process.runs import Run, set_stage
from urakata.record.adapters import ledger_cursor
from urakata.record.pipeline import hold_off_deploys

GROUP: Final = 200  #: routes in one transaction


def follow_all() -> None:
    """Look at all routes that are not up to date, but for those whose records somebody is at.

    Those have their turn when that is done, or with the next call.
    """
    busy: set[int] = set()
    while follow_changes(busy):
        pass


def follow_changes(busy: set[int] | None = None) -> int:
    """Look at a group of open routes of one app; how many there were (0: all are up to date).

    Leaves those out that are `busy`, and adds to them whose records somebody is at. Run it outside
    a transaction.
    """
    busy = set() if busy is None else busy
    now = state_of_rules(snapshot())
    stale = Route.objects.filter(state="open").exclude(resolved_as=now).exclude(pk__in=busy)
    first = stale.order_by("app_id", "pk").values_list("app_id", flat=True).first()
    if first is None:
        return 0
    with transaction.atomic():
        group = stale.filter(app_id=first).order_by("pk").values_list("pk", "record_id")[:GROUP]
        routes = dict(group)
        locked = _follow_free(first, routes.values())
        busy |= {pk for pk, record_id in routes.items() if record_id in locked}
        Route.objects.filter(pk__in=[*(routes.keys() - busy)]).update(resolved_as=now)
    return len(routes)


def _follow_free(app_id: int, record_ids: Iterable[int]) -> set[int]:
    """Resolve the routes of records anew; those that had to be left out, as somebody is at them."""
    try:
        app = live_schema(app_id)
    except NotFound:  # it never comes to its turn again
        return set()
    if not app.process.is_enabled:
        return set()
    hold_off_deploys(app)
    free, busy = _lock_what_is_free(app, [*record_ids])
    if free:
        reroute(app=app, record_ids=free)
    return busy


def _lock_what_is_free(app: AppSchema, ids: Sequence[int]) -> tuple[list[int], set[int]]:
    """The records that could be locked, and those that somebody is at."""
    of_them = f"SELECT id FROM {ledger_table(app.app_id)} WHERE id = ANY(%s)"
    cursor = ledger_cursor()
    free = {id_ for (id_,) in cursor.execute(f"{of_them} FOR UPDATE SKIP LOCKED", (ids,))}
    there = {id_ for (id_,) in cursor.execute(of_them, (ids,))}
    return sorted(free), there - free


@dataclass(frozen=True, slots=True)
class Followed:
    """Locked records whose routes ask the people of this moment."""

    run: Run
    was: Mapping[int, int]  #: their revisions before the routes followed

    def revision(self, record_id: int, known: int | None) -> int | None:
        """The revision that a caller means: a route that followed has not changed the record."""
        is_current = known == self.was[record_id]
        return self.run.turns[record_id].revision if is_current else known


def set_current_stage(
    actor: Actor,
    app: AppSchema,
    ids: Sequence[int],
    *,
    moments: Mapping[int, datetime] = MappingProxyType({}),
) -> Followed:
    """Lock and read records as `set_stage` does; routes that are not up to date follow first.

    What happened at one of `moments` and is told only now, was for those who were asked then.
    """
    run = set_stage(actor, app, ids, is_locking=True, moments=moments)
    was = {id_: turn.revision for id_, turn in run.turns.items()}
    if _catch_up(run, [id_ for id_ in ids if id_ not in moments]):
        run = set_stage(actor, app, ids, is_locking=True, moments=moments)
    return Followed(run, was)


def _catch_up(run: Run, record_ids: Iterable[int]) -> bool:
    """Let routes of locked records follow; whether any changed, so that all was read too early."""
    routes = {id_: route for id_ in record_ids if (route := run.stages[id_].route)}
    if not routes:
        return False
    now = state_of_rules(run.people)
    stale = {id_: route.id for id_, route in routes.items() if route.resolved_as != now}
    if not stale:
        return False
    changed = reroute_run(replace(run, actor=system_actor()), stale)
    Route.objects.filter(pk__in=[pk for pk in stale.values() if pk]).update(resolved_as=now)
    return bool(changed)
