"""Routes that follow the organisation: what is still open is resolved anew when people change.

What was passed stays as it was passed, by the organisation of its day. A step that the record has
not left yet gets today's people where today's rules name others than at submission; whom somebody
put there by hand stays as long as the rules say the same as then. Steps that are still to come are
those of today. Where the route could not be resolved at all, nothing is changed: the check for
stuck routes finds it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from urakata.definition.schema import AppSchema, State
from urakata.directory.actor import Actor
from urakata.directory.actors import system_actor
from urakata.journal.writing import Entry, write
from urakata.kernel.json import JSONDict, write_json
from urakata.process.matrix.reading import matrix_on
from urakata.process.moving_on import as_system, move_on
from urakata.process.routes.case import Case
from urakata.process.routes.resolution import Resolved, ResolvedLine, ResolvedStep, resolve
from urakata.process.runs import Run, set_stage
from urakata.process.submitting import plan_of, rows_of
from urakata.process.trail_rows import read_trails, store_trails
from urakata.process.trails import UNFINISHED, RouteRow, StepRow, Trail
from urakata.process.turns import RUN_ONLY, Move, store_moves
from urakata.process.walk import current_number, walk_on
from urakata.record.pipeline import hold_off_deploys
from urakata.record.search_index import mark_dirty

_PLANS: Final = """
UPDATE process_route AS r SET basis = r.basis || x.part
FROM json_to_recordset(%s::json) AS x(id bigint, part jsonb) WHERE r.id = x.id
"""


@transaction.atomic
def reroute(*, app: AppSchema, record_ids: Sequence[int], actor: Actor | None = None) -> list[int]:
    """Resolve what is open of records' routes anew; the records for which others are asked now.

    All records must be there. A constant number of statements.
    """
    hold_off_deploys(app)
    run = set_stage(actor or system_actor(), app, sorted(record_ids), is_locking=True)
    return reroute_run(run, record_ids)


def reroute_run(run: Run, record_ids: Iterable[int]) -> list[int]:
    """The same for records that are read and locked already; what was read of them is old then.

    Where nobody is left to ask, as all others have approved, the record goes on (`moving_on`).
    """
    changed: list[_Changed] = []
    for id_ in record_ids:
        stage = run.stages[id_]
        state, route = stage.turn.state, stage.route
        if state is not None and state.route is not None and route is not None:
            found = _resolved(run, state, route, current_number(stage.trail))
            steps = [] if found.problems else [*_follow(stage.trail, state, route, found)]
            if steps:
                changed.append(_Changed(id_, stage.trail, route, found, steps))
    changed, moves = _walk(run, changed)
    _store(run, changed, moves)
    return [each.record_id for each in changed]


@dataclass(frozen=True, slots=True)
class _Changed:
    """A record whose route asks others than before."""

    record_id: int
    trail: Trail
    route: RouteRow
    resolved: Resolved
    steps: list[JSONDict]  #: ``{"number", "name", "was", "is"}``


def _resolved(run: Run, state: State, route: RouteRow, now: int) -> Resolved:
    """The route with the facts of its submission, and the people and rules of today.

    Where a step that is passed would be another person's today, nobody's later turn is left out
    because of it: he has not approved.
    """
    app, wanted = run.app, state.route
    if wanted is None:
        return Resolved(())
    case = Case.from_facts((app.app_id, app.code), route.record_id, route.basis["case"])
    today = run.env.now.astimezone(ZoneInfo(str(app.settings["timezone"]))).date()
    case = replace(case, on=today, submitted_by_id=route.submitted_by_id)
    matrix = matrix_on()
    found = resolve(wanted, case, run.people, matrix)
    passed = [step for step in route.basis.get("steps", []) if step["number"] <= now]
    if wanted.when_same == "KEEP" or _shape(passed) == _shape(plan_of(found)[: len(passed)]):
        return found
    return resolve(replace(wanted, when_same="KEEP"), case, run.people, matrix)


def _follow(trail: Trail, state: State, route: RouteRow, found: Resolved) -> Iterator[JSONDict]:
    """Let the unfinished rows be those of today; yields what is different by that."""
    now = current_number(trail)
    plan = route.basis.get("steps", [])
    kept = [step for step in plan if step["number"] <= now]
    planned = [step for step in plan if step["number"] > now]
    behind, coming = _divide(found, kept)
    here = behind[-1] if kept and behind and behind[-1].name == kept[-1]["name"] else None
    if here and [name for name, *_ in kept[-1]["lines"]] == [line.name for line in here.lines]:
        yield from _follow_here(trail, now, kept[-1]["lines"], here.lines)
        lines = [[line.name, line.need, [*line.users]] for line in here.lines]
        kept[-1] = {**kept[-1], "lines": lines}
    later = Resolved(tuple(replace(step, number=now + n) for n, step in enumerate(coming, 1)))
    if _shape(planned) != _shape(plan_of(later)):
        yield from _replace_later(trail, (state, route, now), later, planned)
        planned = plan_of(later)
    route.basis["steps"] = [*kept, *planned]


def _divide(
    found: Resolved, kept: Sequence[Mapping[str, Any]]
) -> tuple[list[ResolvedStep], list[ResolvedStep]]:
    """The steps of today that the record has come to already, by their names, and all others."""
    left = Counter(step["name"] for step in kept)
    behind: list[ResolvedStep] = []
    coming: list[ResolvedStep] = []
    for step in found.steps:
        is_behind = left[step.name] > 0
        (behind if is_behind else coming).append(step)
        left[step.name] -= is_behind
    return behind, coming


def _follow_here(
    trail: Trail, number: int, old: Sequence[Any], new: Sequence[ResolvedLine]
) -> Iterator[JSONDict]:
    """The people of the step that the record is on; its lines stay what they are."""
    was = {name: set(users) for name, _, users in old}
    for place, line in enumerate(new, 1):
        rows = [row for row in trail.step(number) if row.line == place]
        open_rows = [row for row in rows if row.state in UNFINISHED]
        if not open_rows or was.get(line.name) == {*line.users}:
            continue
        before = [id_ for row in open_rows for id_ in row.assignees]
        if line.need == "ALL":
            _ask_all(trail, rows, line.users)
        else:
            open_rows[0].assignees, open_rows[0].is_changed = line.users, True
        yield _told(number, open_rows[0].name, before, line.users)


def _ask_all(trail: Trail, rows: Sequence[StepRow], users: Sequence[int]) -> None:
    """One row for each: who is not asked any more is left out, who is new is asked."""
    for row in rows:
        if row.state in UNFINISHED and not {*row.assignees} & {*users}:
            trail.end(row, "skipped")
    asked = {id_ for row in rows for id_ in row.assignees if row.state != "skipped"}
    like = rows[0]
    for id_ in users:
        if id_ not in asked:
            trail.rows.append(
                replace(
                    like,
                    id=None,
                    assignees=(id_,),
                    state="open",
                    entered_at=trail.clock.now,
                    started_at=None,
                    left_at=None,
                    waited=None,
                    worked=None,
                    business=None,
                    by_id=None,
                    on_behalf_of_id=None,
                    action="",
                    reason="",
                    comment="",
                )
            )


def _replace_later(
    trail: Trail,
    at: tuple[State, RouteRow, int],
    later: Resolved,
    planned: Sequence[Mapping[str, Any]],
) -> Iterator[JSONDict]:
    """Leave out the steps that were planned, and plan those of today."""
    state, route, now = at
    for row in list(trail.lines()):
        if row.number > now and row.state == "planned":
            trail.end(row, "skipped")
    rows = rows_of(trail, state, route, later)
    lap = max((row.lap for row in trail.lines() if row.number > now), default=0) + 1
    for row in rows:
        row.lap = lap
    trail.rows += rows
    before, after = _people(planned), _people(plan_of(later))
    for number in sorted({*before, *after}):
        (old_name, was), (name, is_) = before.get(number, ("", [])), after.get(number, ("", []))
        if (old_name, was) != (name, is_):
            yield _told(number, name or old_name, was, is_)


def _people(steps: Iterable[Mapping[str, Any]]) -> dict[int, tuple[str, list[int]]]:
    return {
        step["number"]: (step["name"], [id_ for *_, users in step["lines"] for id_ in users])
        for step in steps
    }


def _shape(steps: Iterable[Mapping[str, Any]]) -> list[Any]:
    return [(step["name"], step["join"], step["lines"]) for step in steps]


def _told(number: int, name: str, was: Iterable[int], is_: Iterable[int]) -> JSONDict:
    return {"number": number, "name": name, "was": [*was], "is": [*is_]}


def _walk(run: Run, changed: Sequence[_Changed]) -> tuple[list[_Changed], dict[int, Move]]:
    """Those that can go on, and the moves of those who came to the ends of their routes by it.

    One that cannot go on stays as it was: whoever was asked there is asked still.
    """
    ended = [each.record_id for each in changed if walk_on(each.trail)]
    if not ended:
        return [*changed], {}
    moves = move_on(as_system(run), ended)
    stuck = [id_ for id_ in ended if id_ not in moves]
    if stuck:
        clock = run.stages[stuck[0]].trail.clock
        for id_, trail in read_trails(run.app.app_id, stuck, clock).items():
            run.stages[id_] = replace(run.stages[id_], trail=trail)
    return [each for each in changed if each.record_id not in stuck], moves


def _store(run: Run, changed: Sequence[_Changed], onward: Mapping[int, Move]) -> None:
    if not changed:
        return
    turns = run.turns
    moves = [
        Move(each.record_id, turns[each.record_id].status, each.trail.turn, RUN_ONLY)
        for each in changed
        if each.record_id not in onward and [*turns[each.record_id].assignees] != each.trail.turn
    ]
    if moves:
        store_moves(run.app, moves, turns, by=run.actor, env=run.env)
    if onward:
        store_moves(run.app, [*onward.values()], turns, by=system_actor(), env=run.env)
        mark_dirty(run.app, onward)
    store_trails(run.app.app_id, [each.trail for each in changed])
    plans = [
        {"id": each.route.id, "part": {"steps": each.route.basis["steps"]}} for each in changed
    ]
    with connection.cursor() as cursor:
        cursor.execute(_PLANS, [write_json(plans).decode()])
    write(run.actor, [_entry(run.app, each) for each in changed])


def _entry(app: AppSchema, changed: _Changed) -> Entry:
    about: JSONDict = {"steps": [*changed.steps], "because": [*changed.resolved.because]}
    return Entry("process.reroute", app.app_id, changed.record_id, about=about)
