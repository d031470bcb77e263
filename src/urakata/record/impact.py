"""影響: everything a deploy would touch, before anybody deploys. Changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from urakata.access.differences import Difference, differences
from urakata.access.rights import known_apps, require
from urakata.definition import queries
from urakata.definition.dependents import Dependent, dependents
from urakata.definition.diff import Diff, diff
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.kernel.errors import Invalid, NotFound, Problem
from urakata.record.ddl import find_shapes
from urakata.record.deploy import plan
from urakata.record.losses import Effect, find_effects
from urakata.record.plan import Plan
from urakata.record.rollback import roll_back


@dataclass(frozen=True, slots=True)
class Reader:
    """A field of another app that reads this one. `is_broken` when what it reads goes away."""

    dependent: Dependent
    is_broken: bool
    is_known: bool  #: whether the actor may know that the other app exists


@dataclass(frozen=True, slots=True)
class Impact:
    """What changes, and all that it touches. Nothing but problems for a draft that is wrong."""

    changes: Diff
    after: AppSchema
    plan: Plan | None  #: None for a draft that cannot be deployed
    problems: tuple[Problem, ...]  #: what is wrong with the draft, or stands in the way
    effects: list[Effect]
    people: list[Difference]
    readers: list[Reader]


def impact(*, actor: Actor, app_id: int, to: int | None = None) -> Impact:
    """What deploying the draft would touch, or going back to the version `to`.

    Raises `NotFound`, and `Forbidden` unless the actor manages the app.
    """
    require(actor, "manage", app_id, creator_id=queries.get_app(app_id).creator_id)
    if to is None:
        return _of_draft(actor, app_id)
    with transaction.atomic():
        roll_back(actor=actor, app_id=app_id, to=to, is_draft=True)
        found = _of_draft(actor, app_id)
        transaction.set_rollback(True)
    return found


def _of_draft(actor: Actor, app_id: int) -> Impact:
    live, draft = queries.live_document(app_id), queries.draft_document(app_id)
    changes, after = diff(live, draft), queries.draft_schema(app_id)
    try:
        planned = plan(actor=actor, app_id=app_id)
    except (Invalid, NotFound) as error:  # the latter: an app that a look-up leads to is gone
        problems = error.problems or (Problem("", error.text),)
        return Impact(changes, after, None, problems, [], [], [])
    before = queries.live_schema(app_id) if live is not None else None
    return Impact(
        changes=changes,
        after=after,
        plan=planned,
        problems=planned.obstacles,
        effects=find_effects(before, after, changes, find_shapes(app_id)),
        people=differences(before, after) if before is not None else [],
        readers=_readers(actor, app_id, changes),
    )


def _readers(actor: Actor, app_id: int, changes: Diff) -> list[Reader]:
    gone = {field.code for field in changes.removed}
    repeated = {field.code for field in changes.unique_removed}
    known = known_apps(actor)
    return [
        Reader(
            dependent=each,
            is_broken=bool(each.codes & gone) or _needs_unique(each, repeated),
            is_known=known is None or each.app.app_id in known,
        )
        for each in dependents(app_id)
    ]


def _needs_unique(dependent: Dependent, repeated: set[str]) -> bool:
    return dependent.field.lookup is not None and dependent.key in repeated
