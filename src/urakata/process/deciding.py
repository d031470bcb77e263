"""What an action does on a route: approve, reject, return, pull back, withdraw.

Everything is checked before a row changes, so that a refused action leaves its trail as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from urakata.definition.schema import Action, AppSchema
from urakata.kernel import rules
from urakata.kernel.errors import Conflict, Invalid, invalid
from urakata.process.changes import StatusChange
from urakata.process.parts import Part, Stage
from urakata.process.trails import Deed, RouteState, StepState
from urakata.process.walk import current_number, earlier_steps, go_back, walk_on

LONGEST_COMMENT: Final = 10_000
LONGEST_CONDITION: Final = 1_000
MOST_CONDITIONS: Final = 20
OTHER: Final = "R99"  #: その他, of the usual reasons


@dataclass(frozen=True, slots=True)
class Ends:
    """How an action ends what it leaves."""

    line: StepState  #: that of whoever acted
    route: RouteState
    visit: StepState


_ENDS: Final[dict[str, Ends]] = {
    "APPROVE": Ends("passed", "passed", "passed"),
    "REJECT": Ends("rejected", "rejected", "rejected"),
    "RETURN": Ends("returned", "returned", "returned"),
    "PULL_BACK": Ends("cancelled", "pulled_back", "cancelled"),
    "WITHDRAW": Ends("cancelled", "withdrawn", "cancelled"),
    "PLAIN": Ends("passed", "void", "passed"),
}


def ends_of(action: Action) -> Ends:
    """How an action ends the line, the route and the status it leaves."""
    return _ENDS[action.kind]


def check(app: AppSchema, stage: Stage, action: Action, change: StatusChange) -> None:
    """Refuse what the action cannot do here, or not in this way.

    Raises ``UR_PR03`` (no reason, or not one of the action's), ``UR_PR06`` (somebody acted, so that
    nothing can be pulled back), ``UR_PR07`` (no earlier step of this number), ``UR_PR08`` (no route
    to approve on), ``CB_VA01`` for texts.
    """
    _check_reason(app, action, change.reason)
    _check_texts(action, change)
    _check_step(stage, action, change.to_step)
    special = _CHECKS.get(action.kind)
    if special is not None:
        special(stage)


def with_reason(action: Action, change: StatusChange) -> StatusChange:
    """The change, for その他 where its caller could not be asked and the action lists that."""
    if change.reason or not change.may_omit_reason or OTHER not in action.reasons:
        return change
    return replace(change, reason=OTHER)


def _check_reason(app: AppSchema, action: Action, reason: str) -> None:
    known = action.reasons or tuple(each.code for each in app.process.reasons)
    if reason not in known and (reason or action.reasons):
        raise Invalid("UR_PR03", action=action.name)


def _check_texts(action: Action, change: StatusChange) -> None:
    if len(change.comment) > LONGEST_COMMENT:
        raise invalid("comment", rules.TOO_LONG.fill(n=LONGEST_COMMENT))
    if change.conditions and action.kind != "APPROVE":
        raise invalid("conditions", rules.NOT_WITH.fill(other="action"))
    if len(change.conditions) > MOST_CONDITIONS:
        raise invalid("conditions", rules.WRONG_SIZE.fill(min=0, max=MOST_CONDITIONS))
    for place, text in enumerate(change.conditions):
        if not text.strip():
            raise invalid(f"conditions[{place}]", rules.MISSING)
        if len(text) > LONGEST_CONDITION:
            raise invalid(f"conditions[{place}]", rules.TOO_LONG.fill(n=LONGEST_CONDITION))


def _check_step(stage: Stage, action: Action, to_step: int | None) -> None:
    """A number is asked for exactly where an action returns within its status."""
    if is_within(stage, action):
        if to_step not in [number for number, _ in earlier_steps(stage.trail)]:
            raise Invalid("UR_PR07")
    elif to_step is not None:
        raise Invalid("UR_PR07")


def is_within(stage: Stage, action: Action) -> bool:
    """Whether an action returns to an earlier step of the route."""
    return action.kind == "RETURN" and action.source == action.target and stage.route is not None


def refuse_touched(stage: Stage) -> None:
    """Raise `Conflict` (``UR_PR06``) if somebody acted on the route already."""
    done = [row for row in stage.trail.lines() if row.action]
    if done:
        name = stage.people.show("user", done[-1].by_id or 0)["name"]
        raise Conflict("UR_PR06", name=name, action=done[-1].action)


def _has_route(stage: Stage) -> None:
    state = stage.turn.state
    if state is not None and state.route is not None and stage.route is None:
        raise Invalid("UR_PR08")


_CHECKS: Final[dict[str, Callable[[Stage], None]]] = {
    "PULL_BACK": refuse_touched,
    "APPROVE": _has_route,
}


def deed_of(stage: Stage, change: StatusChange, behalf: int | None) -> Deed:
    """What the actor does by a change."""
    return Deed(stage.actor.user_id, change.action, behalf, change.reason, change.comment)


def act(stage: Stage, action: Action, part: Part, change: StatusChange) -> bool:
    """Do on the route what the action means; whether the record leaves its status."""
    trail, ends = stage.trail, ends_of(action)
    if stage.route is None:
        return True
    deed = deed_of(stage, change, part.on_behalf_of)
    now = current_number(trail)
    for row in part.lines:
        trail.end(row, ends.line, deed)
    if is_within(stage, action):
        go_back(trail, change.to_step or 0, now)
        return False
    if action.kind == "APPROVE" and not walk_on(trail):
        return False
    trail.end_route(ends.route)
    return True
