"""申請: entering a status with a route. The route is resolved, and stored with its reasons.

A returned application goes on where it was returned: what was passed stays passed, if the amount
did not grow beyond tolerance and the same people are to be asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from urakata.definition.routing import Due, Route
from urakata.definition.schema import State
from urakata.directory.people import Snapshot
from urakata.kernel.errors import Invalid, Problem
from urakata.kernel.json import JSONDict
from urakata.process.routes.case import Case
from urakata.process.routes.reasons import say
from urakata.process.routes.refusals import refuse_undecided
from urakata.process.routes.resolution import (
    Authority,
    Resolved,
    ResolvedLine,
    ResolvedStep,
    resolve,
)
from urakata.process.trails import RouteRow, StepRow, Trail


@dataclass(frozen=True, slots=True)
class Submission:
    """A record on its way into a status with a route."""

    state: State
    route: Route
    case: Case
    amount: Decimal | None  #: by whose growth a resubmission is judged
    submitted_by_id: int
    resolved_as: str = ""  #: the state of people and rules (`freshness`)


def resolve_for(submission: Submission, people: Snapshot, matrix: Authority | None) -> Resolved:
    """The route's people.

    Raises `Invalid`: what `refuse_undecided` says of the matrix, and ``UR_PR01`` naming all else
    that the route is stuck on.
    """
    resolved = resolve(submission.route, submission.case, people, matrix)
    refuse_undecided(resolved, people)
    if resolved.problems:
        problems = [Problem("route", say(each, people)) for each in resolved.problems]
        raise Invalid("UR_PR01", problems=problems, status=submission.state.name)
    return resolved


def set_out(trail: Trail, submission: Submission, resolved: Resolved) -> None:
    """Put a record on its route; whether anything is left to be done on it, `walk.walk_on` says."""
    before = trail.route
    done = _carried(trail, submission, resolved)
    route = RouteRow(
        record_id=trail.record_id,
        status_id=submission.state.id,
        round=before.round + 1 if before else 1,
        applicant_id=submission.case.applicant_id,
        submitted_by_id=submission.submitted_by_id,
        submitted_at=trail.clock.now,
        basis=_basis(submission, resolved),
        resolved_as=submission.resolved_as,
    )
    made = _Lines(trail, submission.state, route, done)
    trail.begin_route(route, [row for step in resolved.steps for row in made.of(step)])


def _basis(submission: Submission, resolved: Resolved) -> dict[str, Any]:
    """From what it was resolved; ``steps`` say what the rows of a step do not, and for whom.

    ``steps[…]`` are ``{"number", "name", "join", "due", "lines": [[name, need, [user ids]]]}``.
    """
    amount = submission.amount
    return {
        "case": submission.case.facts(),
        "because": [*resolved.because],
        "steps": [_planned(step) for step in resolved.steps],
        "growth": None if amount is None else str(amount),
        "mayApproveOwn": submission.route.when_applicant == "ALLOW",
    }


def _planned(step: ResolvedStep) -> JSONDict:
    return {
        "number": step.number,
        "name": step.name,
        "join": step.join,
        "due": _due(step.due),
        "lines": [[line.name, line.need, [*line.users]] for line in step.lines],
    }


def _due(due: Due | None) -> JSONDict | None:
    return {"value": due.value, "unit": due.unit} if due else None


class _Lines:
    """Makes the rows of a route."""

    def __init__(
        self, trail: Trail, state: State, route: RouteRow, done: Mapping[_Key, StepRow]
    ) -> None:
        self._trail = trail
        self._state = state
        self._route = route
        self._done = done

    def of(self, step: ResolvedStep) -> list[StepRow]:
        """A row for each line; where all of a line must agree, for each of them."""
        rows = []
        for number, line in enumerate(step.lines, 1):
            for users in _together(line):
                row = self._row(step, number, line, users)
                row.place = step.place
                rows.append(row)
        return rows

    def _row(
        self, step: ResolvedStep, number: int, line: ResolvedLine, users: tuple[int, ...]
    ) -> StepRow:
        row = StepRow(
            record_id=self._trail.record_id,
            status_id=self._state.id,
            status=self._state.name,
            route=self._route,
            number=step.number,
            line=number,
            join=step.join,
            need=line.need,
            name=step.name if line.name in ("", step.name) else f"{step.name}：{line.name}",
            assignees=users,
            because=line.because,
            state="planned",
        )
        earlier = self._done.get((step.number, number, users))
        if not users:
            self._trail.end(row, "skipped")
        elif earlier is not None:
            self._carry(row, earlier)
        return row

    def _carry(self, row: StepRow, earlier: StepRow) -> None:
        """What was passed before the return; nobody does it again, and it takes no time."""
        self._trail.end(row, "passed")
        row.by_id, row.on_behalf_of_id = earlier.by_id, earlier.on_behalf_of_id
        row.comment = earlier.comment
        round_ = earlier.route.round if earlier.route else 0
        row.because = [*row.because, {"type": "carried", "round": round_}]


_Key = tuple[int, int, tuple[int, ...]]


def _together(line: ResolvedLine) -> list[tuple[int, ...]]:
    return [(user,) for user in line.users] if line.need == "ALL" and line.users else [line.users]


def _carried(trail: Trail, submission: Submission, resolved: Resolved) -> dict[_Key, StepRow]:
    """The rows that stay passed when a returned application is submitted again."""
    before = trail.route
    if before is None or before.state != "returned" or before.status_id != submission.state.id:
        return {}
    if submission.route.resubmit != "CONTINUE" or _has_grown(before, submission):
        return {}
    if not _is_same(before, submission, resolved):
        return {}
    rows = [row for number in trail.numbers for row in trail.step(number)]
    at = min((row.number for row in rows if row.state in {"returned", "cancelled"}), default=0)
    return {
        (row.number, row.line, row.assignees): row
        for row in rows
        if row.number <= at and row.state == "passed"
    }


def _is_same(before: RouteRow, submission: Submission, resolved: Resolved) -> bool:
    """Whether the same person asks the same people."""
    steps = [_planned(step) for step in resolved.steps]
    is_his = before.applicant_id == submission.case.applicant_id
    return is_his and _shape(steps) == _shape(before.basis.get("steps", []))


def _shape(steps: Sequence[Mapping[str, Any]]) -> list[Any]:
    return [(step["name"], step["join"], step["lines"]) for step in steps]


def _has_grown(before: RouteRow, submission: Submission) -> bool:
    """Whether the amount grew by more than the smaller of what the route tolerates.

    A limit of 0 beside another one is none; without any, every growth counts.
    """
    was, now = before.basis.get("growth"), submission.amount
    if was is None or now is None:
        return was is not None or now is not None
    grown = now - Decimal(was)
    tolerance = submission.route.tolerance
    limits = [tolerance.percent * abs(Decimal(was)) / 100, tolerance.amount] if tolerance else []
    return grown > min((limit for limit in limits if limit > 0), default=Decimal(0))


def rows_of(trail: Trail, state: State, route: RouteRow, resolved: Resolved) -> list[StepRow]:
    """The planned rows of steps of a route that is walked already; their numbers are the caller's."""
    made = _Lines(trail, state, route, {})
    return [row for step in resolved.steps for row in made.of(step)]


def plan_of(resolved: Resolved) -> list[JSONDict]:
    """What the basis of a route says of its steps."""
    return [_planned(step) for step in resolved.steps]
