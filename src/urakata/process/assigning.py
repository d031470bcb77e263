"""Handing the turn on: who is asked instead, in a status or on the open lines of a route."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from urakata.access.rights import may
from urakata.definition.schema import Action
from urakata.kernel import rules
from urakata.kernel.errors import Forbidden, Invalid, invalid
from urakata.process.candidates import find_user, not_a_candidate
from urakata.process.happened import or_what_happened, stale
from urakata.process.parts import Stage, part_in
from urakata.process.runs import Run
from urakata.process.trails import StepRow
from urakata.process.turns import RUN_ONLY, Move
from urakata.process.visits import hand_on

MOST_ASSIGNEES: Final = 100
_ANY_TURN: Final = Action("", "", "", "")


def assign(run: Run, stage: Stage, codes: Sequence[str], revision: int | None) -> Move:
    """Change whose turn it is on one locked record; on a route, that of its open lines.

    Who is not among `codes` any more is replaced, on the lines on which he is asked, by those who
    are new; with nobody gone, they are asked beside him. A line of a route always has somebody
    (``UR_PR10``), and nobody decides his own (``UR_PR11``).
    """
    if len(codes) > MOST_ASSIGNEES:
        raise invalid("assignees", rules.WRONG_SIZE.fill(min=0, max=MOST_ASSIGNEES))
    if revision not in (None, -1, stage.turn.revision):
        raise stale(stage)
    is_manager = may(run.actor, "manage", run.app)
    part = part_in(stage, _ANY_TURN)
    if part is None and not is_manager:
        raise or_what_happened(stage, Forbidden("GAIA_NT01"), run.app.app_id)
    if stage.turn.state is None:
        raise Invalid("GAIA_IL03")
    ids = [_active(run, code) for code in dict.fromkeys(codes)]
    behalf = part.on_behalf_of if part else None
    if stage.route is None:
        hand_on(stage.trail, stage.turn, ids)
    else:
        lines = stage.trail.open_lines() if is_manager or part is None else list(part.lines)
        _replace(stage, lines, ids)
        ids = stage.trail.turn
    return Move(stage.turn.id, stage.turn.status, ids, RUN_ONLY, on_behalf_of=run.person(behalf))


def _replace(stage: Stage, lines: Sequence[StepRow], ids: Sequence[int]) -> None:
    now = stage.trail.turn
    added = [id_ for id_ in ids if id_ not in now]
    gone = {id_ for id_ in now if id_ not in ids}
    theirs = {id_ for row in lines for id_ in row.assignees}
    if gone - theirs:  # somebody on a line that is not the actor's
        raise Forbidden("GAIA_NT01")
    route = stage.route
    if route and route.kept_out.intersection(added):
        raise Invalid("UR_PR11")
    touched = [row for row in lines if gone & {*row.assignees}] if gone else lines
    for row in touched:
        people = [id_ for id_ in row.assignees if id_ not in gone] + added
        if not people:
            raise Invalid("UR_PR10", name=row.name)
        row.assignees, row.is_changed = tuple(people), True


def _active(run: Run, code: str) -> int:
    id_ = find_user(run.people, code)
    if not run.people.only_active([id_]):
        raise not_a_candidate(code)
    return id_
