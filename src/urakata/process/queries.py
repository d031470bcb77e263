"""What the actor can do with a record now: the screen's buttons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from urakata.access.rights import may, require
from urakata.definition.schema import Action, AppSchema
from urakata.directory.actor import Actor
from urakata.directory.people import Snapshot, snapshot
from urakata.kernel.json import JSONDict
from urakata.process.actions import OpenActions
from urakata.process.candidates import candidates, may_run, must_choose
from urakata.process.segregation import Segregated
from urakata.process.services import environment
from urakata.process.turns import Turn, read_turns
from urakata.record.read import require_records


@dataclass(frozen=True, slots=True)
class AvailableAction:
    """A button: where it leads, and whom it makes the actor choose from."""

    name: str
    target: str  #: status
    type: Literal["PRIMARY", "SECONDARY"]
    must_choose: bool  #: one of `candidates` is to be named as the assignee
    candidates: tuple[JSONDict, ...]  #: ``{"code", "name"}``, whose turn it is or may be next


def available_actions(*, actor: Actor, app: AppSchema, record_id: int) -> list[AvailableAction]:
    """The actions this actor may run on a record now, in the order of the settings.

    None where the process is off and for whoever may not edit. Raises `NotFound`, `Forbidden`.
    """
    require(actor, "view", app)
    if not app.process.is_enabled or not may(actor, "edit", app):
        return []
    require_records(actor, app, [record_id])
    env = environment(actor)
    turn = read_turns(app, [record_id], env, is_locking=False)[record_id]
    people, segregated = snapshot(), Segregated(app, [record_id], env)
    return [
        _available(action, app, turn, people)
        for action in OpenActions(app, [turn], env).of(turn)
        if may_run(actor, action, turn, people)
        and not segregated.bars_of(record_id, action.name, {actor.user_id})
    ]


def _available(action: Action, app: AppSchema, turn: Turn, people: Snapshot) -> AvailableAction:
    target = next(state for state in app.process.states if state.name == action.target)
    found = candidates(target, turn, people)
    return AvailableAction(
        name=action.name,
        target=action.target,
        type=action.type,
        must_choose=must_choose(target, found),
        candidates=tuple(people.show("user", id_) for id_ in found),
    )
