"""Moving records on: running actions, and changing whose turn it is.

The checks come in kintone's order: process on, record there, rights, revision, action, turn,
assignee. Several records are moved all or none; their rows are locked in the order of their ids.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from urakata.access.rights import require
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, Problem, UrakataError
from urakata.process.assigning import MOST_ASSIGNEES, assign
from urakata.process.changes import Moved, StatusChange
from urakata.process.condition_notes import note_conditions
from urakata.process.following import set_current_stage
from urakata.process.moves import Passage, begin, enterings, finish
from urakata.process.runs import Run, environment
from urakata.process.trail_rows import store_trails
from urakata.process.turns import RUN_AND_MOVED, Move, store_moves
from urakata.record.pipeline import hold_off_deploys
from urakata.record.read import require_records
from urakata.record.search_index import mark_dirty

__all__ = [
    "MOST_ASSIGNEES",
    "Moved",
    "StatusChange",
    "advance_each",
    "advance_status",
    "advance_statuses",
    "environment",
    "open_process",
    "set_assignees",
]


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
    (required fields are empty), ``UR_FR03`` (segregation of duties), those of
    `candidates.next_assignees`, and of routes: ``UR_PR01`` (stuck), ``UR_PR02`` (somebody else was
    faster), ``UR_PR05`` (his own), ``UR_PR09`` (no delegate), and those of `deciding.check`.
    """
    open_process(actor, app)
    _refuse_repeated(changes)
    require_records(actor, app, [change.record_id for change in changes])
    run, changes = _stage(actor, app, changes)
    passages = [begin(run, run.stages[change.record_id], change) for change in changes]
    known = enterings(run, passages)
    moves = [finish(run, p, known.get(p.target.name) if p.target else None) for p in passages]
    return _store(run, passages, moves)


@transaction.atomic
def advance_each(
    *, actor: Actor, app: AppSchema, changes: Sequence[StatusChange]
) -> list[Moved | UrakataError]:
    """The same, but each for itself: what is refused of one does not keep the others.

    All records must be there and visible to the actor, and none may be named twice.
    """
    open_process(actor, app)
    _refuse_repeated(changes)
    require_records(actor, app, [change.record_id for change in changes])
    run, changes = _stage(actor, app, changes)
    refused: dict[int, UrakataError] = {}
    begun: list[Passage] = []
    for change in changes:
        try:
            begun.append(begin(run, run.stages[change.record_id], change))
        except UrakataError as error:
            refused[change.record_id] = error
    known = enterings(run, begun)
    passages, moves = [], []
    for passage in begun:
        try:
            entering = known.get(passage.target.name) if passage.target else None
            moves.append(finish(run, passage, entering))
            passages.append(passage)
        except UrakataError as error:
            refused[passage.stage.turn.id] = error
    moved = {each.id: each for each in _store(run, passages, moves)}
    return [refused.get(c.record_id) or moved[c.record_id] for c in changes]


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

    For those whose turn it is now and for those who manage the app. On a route the people of the
    open lines change (see `assigning`). Raises as `advance_statuses`; ``GAIA_SA03`` for somebody who
    left.
    """
    open_process(actor, app)
    require_records(actor, app, [record_id])
    followed = set_current_stage(actor, app, [record_id])
    run, stage = followed.run, followed.run.stages[record_id]
    move = assign(run, stage, assignees, followed.revision(record_id, revision))
    store_moves(app, [move], run.turns, by=actor, env=run.env)
    store_trails(app.app_id, [stage.trail])
    return stage.turn.revision + move.step


def _stage(
    actor: Actor, app: AppSchema, changes: Sequence[StatusChange]
) -> tuple[Run, list[StatusChange]]:
    """The records, locked, and the changes to them as they are now."""
    followed = set_current_stage(
        actor,
        app,
        [change.record_id for change in changes],
        moments={change.record_id: change.at for change in changes if change.at},
    )
    return followed.run, [
        replace(each, revision=followed.revision(each.record_id, each.revision)) for each in changes
    ]


def _store(run: Run, passages: Sequence[Passage], moves: Sequence[Move]) -> list[Moved]:
    """Write what became of the records, their ways, and the journal."""
    if not moves:
        return []
    store_moves(run.app, moves, run.turns, by=run.actor, env=run.env)
    store_trails(run.app.app_id, [passage.trail for passage in passages])
    note_conditions(run, passages)
    mark_dirty(run.app, [move.id for move in moves if move.step == RUN_AND_MOVED])
    return [
        Moved(move.id, run.stages[move.id].turn.revision + move.step, move.status) for move in moves
    ]


def open_process(actor: Actor, app: AppSchema) -> None:
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
