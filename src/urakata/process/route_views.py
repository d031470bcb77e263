"""The route of a record for whoever may view it: as it is, as it was, and as it would be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from urakata.access.rights import require
from urakata.definition.schema import AppSchema, State
from urakata.directory.actor import Actor
from urakata.kernel.errors import Invalid
from urakata.process.apart import Filing, kept_apart
from urakata.process.growth import judged_amounts
from urakata.process.matrix.reading import matrix_on
from urakata.process.parts import Stage
from urakata.process.routes.case import cases_of
from urakata.process.routes.resolution import resolve
from urakata.process.runs import Run, set_stage
from urakata.process.submitting import Submission, set_out
from urakata.process.trail_rows import read_past
from urakata.process.trails import RouteRow, StepRow
from urakata.record.read import require_records


@dataclass(frozen=True, slots=True)
class Walked:
    """One submission (or one lap of it that was sent back) and its lines."""

    route: RouteRow
    lines: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True)
class RouteView:
    """What there is to be told of a record's way."""

    stage: Stage
    now: Walked | None  #: the newest route, or the one that an action would start
    past: tuple[Walked, ...]
    visits: tuple[StepRow, ...]
    is_preview: bool = False
    problems: tuple[Mapping[str, Any], ...] = ()  #: reasons why it could not be started


def route_of(*, actor: Actor, app: AppSchema, record_id: int) -> RouteView:
    """The route that a record is on, or was on last. Raises `NotFound`, `Forbidden`."""
    run = _look(actor, app, record_id)
    routes, rows = read_past(app.app_id, record_id)
    walked = [_walked(route, rows) for route in routes]
    laps = _earlier_laps(routes[-1], rows) if routes else []
    visits = tuple(row for row in rows if row.is_visit)
    past = (*walked[:-1], *laps)
    return RouteView(run.stages[record_id], walked[-1] if walked else None, past, visits)


def preview_route(*, actor: Actor, app: AppSchema, record_id: int, action: str) -> RouteView:
    """The route that an action would start now, without starting it.

    Raises `Invalid` (``GAIA_IL03``) for an action that is not open here or leads to no route.
    """
    run = _look(actor, app, record_id)
    stage = run.stages[record_id]
    state = run.state(run.open_actions.pick(stage.turn, action).target)
    if state.route is None:
        raise Invalid("GAIA_IL03")
    me = actor.user_id
    problems = _imagine(run, stage, state, Filing(action, frozenset({me}), me))
    route = stage.trail.routes[-1]
    now = Walked(route, tuple(stage.trail.lines()))
    return RouteView(stage, now, (), (), is_preview=True, problems=problems)


def _look(actor: Actor, app: AppSchema, record_id: int) -> Run:
    require(actor, "view", app)
    require_records(actor, app, [record_id])
    return set_stage(actor, app, [record_id], is_locking=False)


def _imagine(run: Run, stage: Stage, state: State, filing: Filing) -> tuple[Mapping[str, Any], ...]:
    """Put the record on its route in memory only; what the route is stuck on."""
    id_ = stage.turn.id
    cases = cases_of(run.app, state, [id_], run.env)
    if state.route is None or id_ not in cases:
        raise Invalid("GAIA_IL03")
    amounts = judged_amounts(run.app, state, cases, run.env)
    case = replace(cases[id_], submitted_by_id=filing.submitted_by_id)
    case = kept_apart(run, state, case, filing)
    submission = Submission(state, state.route, case, amounts[id_], filing.submitted_by_id)
    resolved = resolve(state.route, case, run.people, matrix_on())
    set_out(stage.trail, submission, resolved)
    return resolved.problems


def _walked(route: RouteRow, rows: Sequence[StepRow]) -> Walked:
    """The lines of a route as they are: of each step, the last time that it was reached."""
    lines = [row for row in rows if row.route is route and not row.is_visit]
    laps: dict[int, int] = {}
    for row in lines:
        laps[row.number] = max(row.lap, laps.get(row.number, 1))
    return Walked(route, tuple(row for row in lines if row.lap == laps[row.number]))


def _earlier_laps(route: RouteRow, rows: Sequence[StepRow]) -> list[Walked]:
    """What was decided on a route before it was sent back to an earlier step."""
    now = {id(row) for row in _walked(route, rows).lines}
    old = [row for row in rows if row.route is route and not row.is_visit and id(row) not in now]
    return [
        Walked(route, tuple(row for row in old if row.lap == lap))
        for lap in sorted({row.lap for row in old})
    ]
