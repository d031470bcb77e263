"""In whose name, and on which lines of a route, somebody acts.

PRIMARY actions are for those whose turn it is and for who stands in for them (委任). What ends an
application from outside (`PULL_BACK`, `WITHDRAW`) is for the applicant and for who submitted it.
Nobody decides about his own application, whichever way he came to be asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from urakata.definition.schema import Action
from urakata.directory.actor import Actor
from urakata.directory.entities import entities_of, expand
from urakata.directory.people import Snapshot
from urakata.kernel.errors import Forbidden
from urakata.process.candidates import is_unassigned
from urakata.process.delegates import Delegates
from urakata.process.trails import RouteRow, StepRow, Trail
from urakata.process.turns import Turn

OF_THE_APPLICANT: Final = frozenset({"PULL_BACK", "WITHDRAW"})
DECISIONS: Final = frozenset({"APPROVE", "REJECT", "RETURN"})


@dataclass(frozen=True, slots=True)
class Part:
    """What somebody plays in an action."""

    lines: tuple[StepRow, ...] = ()  #: of the route, that he answers for
    on_behalf_of: int | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A record, where it stands, and who is at it."""

    turn: Turn
    trail: Trail
    actor: Actor
    people: Snapshot
    delegates: Delegates

    @property
    def route(self) -> RouteRow | None:
        """The route that the record is on in the status in which it stands."""
        route, state = self.trail.open_route, self.turn.state
        return route if route and state and route.status_id == state.id else None

    @property
    def applicants(self) -> frozenset[int]:
        """Whose application it is: the applicant and who submitted it; else who made the record."""
        route = self.trail.route
        if route is None:
            creator = self.turn.values.creator_id
            return frozenset() if creator is None else frozenset({creator})
        return frozenset({route.applicant_id, route.submitted_by_id})

    @property
    def amount(self) -> Decimal | None:
        """What the route was resolved for: caps of delegations are compared with it."""
        amount = self.route.basis.get("case", {}).get("amount") if self.route else None
        return None if amount is None else Decimal(amount)

    def principals(self) -> list[int]:
        """For whom the actor stands in here; for nobody where it would be his own application."""
        if self.actor.user_id in self.applicants:
            return []
        return self.delegates.principals_of(self.actor.user_id, self.amount)


def part_in(stage: Stage, action: Action, behalf: int | None = None) -> Part | None:
    """The actor's part in an action; None when it is not for him. `behalf`: whom he speaks for.

    Raises `Forbidden` (``UR_PR05``) where he would decide about his own application.
    """
    kind = action.kind
    if action.type == "SECONDARY" and kind != "APPROVE":
        if not _is_named(stage, action):
            return None
        if kind in DECISIONS:
            refuse_own(stage.route, stage.actor.user_id)
        return Part(_lines_of(stage, stage.actor.user_id))
    if kind in OF_THE_APPLICANT:
        return Part() if stage.actor.user_id in stage.applicants else None
    part = _by_turn(stage, behalf)
    if part and part.lines and kind in DECISIONS:
        refuse_own(stage.route, stage.actor.user_id)
    return part


def refuse_own(route: RouteRow | None, user_id: int) -> None:
    """Raise `Forbidden` (``UR_PR05``) if somebody would decide about what he applied for himself.

    Who submitted it for another (代理申請) does not decide about it either.
    """
    if route and user_id in route.kept_out:
        raise Forbidden("UR_PR05")


def _is_named(stage: Stage, action: Action) -> bool:
    entities = entities_of(action.executable_user)
    return not entities or stage.actor.user_id in expand(entities, stage.people, stage.turn.values)


def _by_turn(stage: Stage, behalf: int | None) -> Part | None:
    """His own turn first; else that of the first whom he stands in for, or the one he names."""
    if behalf is None:
        own = _as(stage, stage.actor.user_id)
        if own is not None:
            return Part(own)
    for principal in stage.principals():
        lines = _as(stage, principal) if behalf in (None, principal) else None
        if lines is not None:
            return Part(lines, principal)
    return None


def _as(stage: Stage, user_id: int) -> tuple[StepRow, ...] | None:
    """What somebody answers for; None when it is not his turn."""
    if stage.route:
        return _lines_of(stage, user_id) or None
    state = stage.turn.state
    is_free = state is not None and state.route is None and is_unassigned(state)
    is_his = state is not None and (is_free or user_id in stage.turn.assignees)
    return () if is_his else None


def _lines_of(stage: Stage, user_id: int) -> tuple[StepRow, ...]:
    lines: Sequence[StepRow] = stage.trail.open_lines() if stage.route else ()
    return tuple(row for row in lines if user_id in row.assignees)


def speakable(stage: Stage, action: Action) -> list[int]:
    """Those on whose behalf the actor could run an action."""
    if action.type == "SECONDARY" or action.kind in OF_THE_APPLICANT:
        return []
    return [id_ for id_ in stage.principals() if _as(stage, id_) is not None]
