"""What the actor can do with a record now: the screen's buttons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from urakata.access.rights import may
from urakata.access.standing import places_of
from urakata.definition.routing import Kind, Reason
from urakata.definition.schema import Action, AppSchema
from urakata.directory.actor import Actor
from urakata.kernel.errors import Forbidden, UrakataError
from urakata.kernel.json import JSONDict
from urakata.process.candidates import candidates, must_choose
from urakata.process.deciding import is_within, refuse_touched
from urakata.process.parts import Part, Stage, part_in, speakable
from urakata.process.required import FORWARD
from urakata.process.runs import Run, set_stage
from urakata.process.walk import earlier_steps
from urakata.record.read import require_record


@dataclass(frozen=True, slots=True)
class AvailableAction:
    """A button: where it leads, and whom it makes the actor choose from."""

    name: str
    target: str  #: status
    type: Literal["PRIMARY", "SECONDARY"]
    must_choose: bool  #: one of `candidates` is to be named as the assignee
    candidates: tuple[JSONDict, ...]  #: ``{"code", "name"}``, whose turn it is or may be next
    kind: Kind = "PLAIN"
    reasons: tuple[Reason, ...] = ()  #: one of them must be given
    on_behalf_of: tuple[JSONDict, ...] = ()  #: for whom the actor may stand in
    required: tuple[str, ...] = ()  #: fields that must be filled before
    steps: tuple[tuple[int, str], ...] = ()  #: to which it may return: number and name


def available_actions(*, actor: Actor, app: AppSchema, record_id: int) -> list[AvailableAction]:
    """The actions this actor may run on a record now, in the order of the settings.

    None where the process is off and for whoever may not edit. Raises `NotFound`, `Forbidden`.
    """
    require_record(actor, app, record_id)
    if not app.process.is_enabled or not may(actor, "edit", app):
        return []
    run = set_stage(actor, app, [record_id], is_locking=False)
    stage = run.stages[record_id]
    found = []
    for action in run.open_actions.of(stage.turn):
        part = _part(run, stage, action)
        if part is not None:
            found.append(_available(run, stage, action, part))
    return found


def _part(run: Run, stage: Stage, action: Action) -> Part | None:
    """The actor's part in an action that would not be refused to him."""
    try:
        part = part_in(stage, action)
    except Forbidden:
        return None
    if part is None or not _is_possible(stage, action):
        return None
    bars = run.segregated.bars_of(stage.turn.id, action.name, run.acting(part))
    return None if bars else part


def _is_possible(stage: Stage, action: Action) -> bool:
    if action.kind == "PULL_BACK":
        try:
            refuse_touched(stage)
        except UrakataError:
            return False
    return not is_within(stage, action) or bool(earlier_steps(stage.trail))


def _available(run: Run, stage: Stage, action: Action, part: Part) -> AvailableAction:
    target = run.state(action.target)
    is_routed = target.route is not None
    found = [] if is_routed else candidates(target, stage.turn, run.people)
    return AvailableAction(
        name=action.name,
        target=action.target,
        type=action.type,
        must_choose=must_choose(target, found),
        candidates=tuple(run.people.show("user", id_) for id_ in found),
        kind=action.kind,
        reasons=tuple(r for r in run.app.process.reasons if r.code in action.reasons),
        on_behalf_of=tuple(run.people.show("user", id_) for id_ in speakable(stage, action)),
        required=_required(run, action, part),
        steps=tuple(earlier_steps(stage.trail)) if is_within(stage, action) else (),
    )


def _required(run: Run, action: Action, part: Part) -> tuple[str, ...]:
    if action.kind not in FORWARD:
        return ()
    here = {0, *(row.place for row in part.lines)}
    codes = {
        code
        for place in places_of(run.app)
        if place.status == action.source and place.step in here
        for code in place.rules.required
    }
    return tuple(sorted(codes))
