"""Helping a stuck route on: other people, no such step, or resolved anew; told to the journal.

Whatever is done, the applicant is never asked about his own application, and the last approval
that is left is not skipped: a record is approved by somebody or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from django.db import transaction

from urakata.access.rights import require, require_person
from urakata.definition.queries import live_schema
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.journal.writing import Entry, write
from urakata.kernel import rules
from urakata.kernel.errors import Conflict, Invalid, NotFound, invalid
from urakata.kernel.json import JSONDict
from urakata.process.deciding import LONGEST_COMMENT
from urakata.process.following import set_current_stage
from urakata.process.models import Step
from urakata.process.rerouting import reroute_run
from urakata.process.runs import Run, set_stage
from urakata.process.stuck import find_stuck
from urakata.process.trail_rows import store_trails
from urakata.process.trails import Deed, StepRow
from urakata.process.turns import RUN_ONLY, Move, store_moves
from urakata.process.viewers import require_viewers
from urakata.process.walk import walk_on
from urakata.record.pipeline import hold_off_deploys

How: TypeAlias = Literal["assign", "skip", "resolve"]


@dataclass(frozen=True, slots=True)
class Remedy:
    """What is to be done with a step."""

    how: How = "assign"
    assignees: Sequence[str] = ()  #: login names, to ``assign``
    comment: str = ""  #: to ``skip`` needs one


@transaction.atomic
def repair(*, actor: Actor, step_id: int, remedy: Remedy) -> None:
    """Help an open step on; for managers of its app, and administrators.

    Raises `NotFound` and `Conflict` (``UR_TS09``) for one that waits no more, `Forbidden`,
    `Invalid`: ``UR_TS10`` (nobody else would approve), ``UR_TS11`` (to skip what is not stuck),
    ``UR_TS12`` (nobody is found today either), ``UR_PR11`` (the applicant), those of
    `require_viewers`, ``CB_VA01``.
    """
    require_person(actor)
    row = Step.objects.filter(pk=step_id, state="open").first()
    if row is None:
        raise NotFound("UR_TS09", id=step_id)
    app = live_schema(row.app_id)
    require(actor, "manage", app)
    _check(remedy)
    hold_off_deploys(app)
    run = _read(actor, app, row.record_id, remedy)
    trail = run.stages[row.record_id].trail
    line = next((each for each in trail.rows if each.id == step_id), None)
    if line is None or line.state != "open":
        raise Conflict("UR_TS09", id=step_id)
    was = [*line.assignees]
    _REMEDIES[remedy.how](run, line, remedy)
    _store(run, line, remedy, was)


def _read(actor: Actor, app: AppSchema, record_id: int, remedy: Remedy) -> Run:
    """The record, locked; what is done by hand is done to the route of this moment."""
    if remedy.how == "resolve":
        return set_stage(actor, app, [record_id], is_locking=True)
    return set_current_stage(actor, app, [record_id]).run


def _check(remedy: Remedy) -> None:
    if len(remedy.comment) > LONGEST_COMMENT:
        raise invalid("comment", rules.TOO_LONG.fill(n=LONGEST_COMMENT))
    if remedy.how == "assign" and not remedy.assignees:
        raise invalid("assignees", rules.MISSING)
    if remedy.how == "skip" and not remedy.comment.strip():
        raise invalid("comment", rules.MISSING)


def _assign(run: Run, line: StepRow, remedy: Remedy) -> None:
    ids = require_viewers(run.app, line.record_id, remedy.assignees, also=("edit",))
    route = line.route
    if route and route.kept_out.intersection(ids):
        raise Invalid("UR_PR11")
    line.assignees, line.is_changed = tuple(ids), True


def _skip(run: Run, line: StepRow, remedy: Remedy) -> None:
    if line.id is None or not find_stuck(actor=run.actor, step_id=line.id):
        raise Invalid("UR_TS11")
    trail = run.stages[line.record_id].trail
    trail.end(line, "skipped", Deed(run.actor.user_id, "", comment=remedy.comment))
    if trail.open_route is None or walk_on(trail):
        raise Invalid("UR_TS10")


def _resolve(run: Run, line: StepRow, remedy: Remedy) -> None:  # noqa: ARG001  # as the others
    if not reroute_run(run, run.stages):
        raise Invalid("UR_TS12")


_REMEDIES = {"assign": _assign, "skip": _skip, "resolve": _resolve}


def _store(run: Run, line: StepRow, remedy: Remedy, was: list[int]) -> None:
    stage = run.stages[line.record_id]
    turn = stage.trail.turn if line.number else [*line.assignees]
    if remedy.how != "resolve":
        move = Move(line.record_id, stage.turn.status, turn, RUN_ONLY)
        store_moves(run.app, [move], run.turns, by=run.actor, env=run.env)
        store_trails(run.app.app_id, [stage.trail])
    about: JSONDict = {
        "step": {"number": line.number, "name": line.name or line.status},
        "how": remedy.how,
        "was": [*was],
        "is": [*turn],
        "comment": remedy.comment,
    }
    write(run.actor, [_entry(run.app, line.record_id, about)])


def _entry(app: AppSchema, record_id: int, about: JSONDict) -> Entry:
    return Entry("process.repair", app.app_id, record_id, about=about)
