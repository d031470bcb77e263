"""Records whose route is at its end though nobody acts: whoever had yet to agree is asked no more.

Where all of a line must agree and the last of them leaves, the others have decided. The record goes
on as if he had been the last to approve; the system does it, so that nobody is said to have.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from urakata.definition.schema import Action
from urakata.directory.actors import system_actor
from urakata.kernel.errors import UrakataError
from urakata.kernel.text import Text
from urakata.process.changes import StatusChange
from urakata.process.deciding import ends_of
from urakata.process.moves import Passage, enterings, finish
from urakata.process.parts import Part, Stage
from urakata.process.runs import Run
from urakata.process.turns import Move

_WHY: Final = Text(
    "担当の変更により、必要な承認がそろいました。",
    "All who are asked now have approved; others are not asked any more.",
)


def as_system(run: Run) -> Run:
    """The run, by the system."""
    system = system_actor()
    stages = {id_: replace(stage, actor=system) for id_, stage in run.stages.items()}
    return replace(run, actor=system, stages=stages)


def move_on(run: Run, record_ids: Collection[int]) -> dict[int, Move]:
    """What becomes of locked records whose routes are walked to their ends; by the system.

    A record is left out where it cannot be told how it goes on: nobody has approved at all, no action
    or more than one approves, something must be filled or chosen before, or the next route is
    stuck. Its rows may have changed then: read them anew.
    """
    passages = [p for id_ in record_ids if (p := _begin(run, run.stages[id_])) is not None]
    known = enterings(run, passages)
    moves: dict[int, Move] = {}
    for passage in passages:
        target = passage.target
        try:
            move = finish(run, passage, known.get(target.name) if target else None)
        except UrakataError:
            continue
        moves[move.id] = move
    return moves


def _begin(run: Run, stage: Stage) -> Passage | None:
    trail, action = stage.trail, _approval(run, stage)
    lines = [row for row in trail.lines() if row.state == "passed"]
    if action is None or not lines:
        return None
    try:
        run.unfilled.refuse(
            stage.turn.id,
            action.name,
            status=action.source,
            step=(action.source, max(row.place for row in lines)),
        )
    except UrakataError:
        return None
    came_from = stage.route
    trail.end_route(ends_of(action).route)
    change = StatusChange(stage.turn.id, action.name, comment=_WHY.ja)
    return Passage(stage, change, action, Part(), run.state(action.target), came_from)


def _approval(run: Run, stage: Stage) -> Action | None:
    """The one action by which a route ends well; None where there are several, or none."""
    found = [each for each in run.open_actions.of(stage.turn) if each.kind == "APPROVE"]
    return found[0] if len(found) == 1 else None
