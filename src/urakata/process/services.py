"""Moving records on: running actions, and changing whose turn it is.

The checks come in kintone's order: process on, record there, rights, revision, action, turn,
assignee. Several records are moved all or none; their rows are locked in the order of their ids.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.db import transaction

from urakata.access.rights import may, require
from urakata.definition.conditions.environment import Env
from urakata.definition.queries import live_schema
from urakata.definition.schema import AppSchema, State
from urakata.directory.actor import Actor
from urakata.directory.people import Snapshot, snapshot
from urakata.kernel import rules
from urakata.kernel.errors import Conflict, Forbidden, Invalid, Problem, invalid
from urakata.process.actions import OpenActions
from urakata.process.candidates import (
    find_user,
    is_unassigned,
    may_act,
    may_run,
    next_assignees,
    not_a_candidate,
)
from urakata.process.required import FORWARD, Unfilled
from urakata.process.segregation import Segregated
from urakata.process.turns import Move, Turn, read_turns, store_moves
from urakata.record.pipeline import hold_off_deploys
from urakata.record.read import require_records
from urakata.record.search_index import mark_dirty

MOST_ASSIGNEES: Final = 100
RUN_AND_MOVED: Final = 2  #: kintone counts "action run" and "status updated" apart
RUN_ONLY: Final = 1


@dataclass(frozen=True, slots=True)
class StatusChange:
    """One record and the action to run on it; `assignee` is the login name of who is next."""

    record_id: int
    action: str
    assignee: str | None = None
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A record after its action."""

    id: int
    revision: int


def advance_status(
    *,
    actor: Actor,
    app: AppSchema,
    record_id: int,
    action: str,
    assignee: str | None = None,
    revision: int | None = None,
) -> int:
    """Run an action on one record; answers its new revision. Raises as `advance_statuses`."""
    change = StatusChange(record_id, action, assignee, revision)
    return advance_statuses(actor=actor, app=app, changes=[change])[0].revision


@transaction.atomic
def advance_statuses(
    *, actor: Actor, app: AppSchema, changes: Sequence[StatusChange]
) -> list[Moved]:
    """Run actions on records, all or none.

    Raises ``GAIA_ST02`` (process off), ``GAIA_RE01``, ``CB_NO02``/``GAIA_NO01``, ``GAIA_CO02``,
    ``GAIA_IL03`` (no such action from here), ``GAIA_NT01`` (not the actor's turn), ``UR_FR02``
    (required fields are empty), ``UR_FR03`` (segregation of duties), and those of
    `candidates.next_assignees`.
    """
    _open(actor, app)
    _refuse_repeated(changes)
    require_records(actor, app, [change.record_id for change in changes])
    env = environment(actor)
    turns = read_turns(app, [c.record_id for c in changes], env, is_locking=True)
    open_actions = OpenActions(app, turns.values(), env)
    ids = [change.record_id for change in changes]
    run = _Run(
        actor, app, snapshot(), open_actions, Unfilled(app, ids, env), Segregated(app, ids, env)
    )
    moves = []
    for change in changes:
        turn = turns[change.record_id]
        _check_revision(turn, change.revision)
        moves.append(_move(run, turn, change))
    store_moves(app, moves, turns, by=actor, env=env)
    mark_dirty(app, [move.id for move in moves if move.step == RUN_AND_MOVED])
    return [Moved(move.id, turns[move.id].revision + move.step) for move in moves]


@transaction.atomic
def set_assignees(
    *,
    actor: Actor,
    app: AppSchema,
    record_id: int,
    assignees: Sequence[str],
    revision: int | None = None,
) -> int:
    """Say whose turn it is (login names; none: nobody's); answers the new revision.

    For those whose turn it is now and for those who manage the app. Raises as `advance_statuses`;
    ``GAIA_SA03`` for somebody who left.
    """
    _open(actor, app)
    if len(assignees) > MOST_ASSIGNEES:
        raise invalid("assignees", rules.WRONG_SIZE.fill(min=0, max=MOST_ASSIGNEES))
    require_records(actor, app, [record_id])
    env = environment(actor)
    turns = read_turns(app, [record_id], env, is_locking=True)
    turn = turns[record_id]
    _check_revision(turn, revision)
    if not may_act(actor, turn) and not may(actor, "manage", app):
        raise Forbidden("GAIA_NT01")
    if turn.state is None:
        raise Invalid("GAIA_IL03")
    people = snapshot()
    ids = [_active(people, code) for code in dict.fromkeys(assignees)]
    move = Move(record_id, turn.state.name, ids, RUN_ONLY)
    store_moves(app, [move], turns, by=actor, env=env)
    return turn.revision + move.step


def environment(actor: Actor) -> Env:
    """What conditions of actions may know."""
    return Env(actor=actor, now=datetime.now(UTC), people=snapshot(), schema_of=live_schema)


@dataclass(frozen=True, slots=True)
class _Run:
    """What all moves of a call have in common."""

    actor: Actor
    app: AppSchema
    people: Snapshot
    open_actions: OpenActions
    unfilled: Unfilled
    segregated: Segregated


def _move(run: _Run, turn: Turn, change: StatusChange) -> Move:
    """What the change does to its record, once all is in order."""
    action = run.open_actions.pick(turn, change.action)
    if not may_run(run.actor, action, turn, run.people):
        raise Forbidden("GAIA_NT01")
    run.segregated.refuse(turn.id, action.name, {run.actor.user_id})
    waiting = _still_to_act(run, turn) if action.type == "PRIMARY" else []
    if not waiting and action.kind in FORWARD:
        run.unfilled.refuse(turn.id, action.name, status=action.source)
    if waiting:
        return Move(turn.id, action.source, waiting, RUN_ONLY, action.name)
    target = _state(run.app, action.target)
    assignees = next_assignees(target, turn, run.people, chosen=change.assignee)
    return Move(turn.id, target.name, assignees, RUN_AND_MOVED, action.name)


def _still_to_act(run: _Run, turn: Turn) -> list[int]:
    """Who else must act before a record leaves a status where all must."""
    state = turn.state
    if state is None or state.assignee.get("type") != "ALL" or is_unassigned(state):
        return []
    return [id_ for id_ in run.people.only_active(turn.assignees) if id_ != run.actor.user_id]


def _open(actor: Actor, app: AppSchema) -> None:
    """The process is on, the actor may edit, and no deploy comes in between."""
    if not app.process.is_enabled:
        raise Invalid("GAIA_ST02")
    require(actor, "view", app)
    require(actor, "edit", app)
    hold_off_deploys(app)


def _refuse_repeated(changes: Sequence[StatusChange]) -> None:
    ids = [change.record_id for change in changes]
    problems = [
        Problem(f"records[{n}].id", rules.TWICE) for n, id_ in enumerate(ids) if id_ in ids[:n]
    ]
    if problems:
        raise Invalid("CB_VA01", problems=problems)


def _check_revision(turn: Turn, expected: int | None) -> None:
    if expected is not None and expected not in {-1, turn.revision}:
        raise Conflict("GAIA_CO02")


def _state(app: AppSchema, name: str) -> State:
    found = next((state for state in app.process.states if state.name == name), None)
    if found is None:
        raise Invalid("GAIA_IL03")
    return found


def _active(people: Snapshot, code: str) -> int:
    id_ = find_user(people, code)
    if not people.only_active([id_]):
        raise not_a_candidate(code)
    return id_
