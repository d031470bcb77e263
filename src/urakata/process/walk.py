"""Walking a route: which step is next, when one is passed, and going back to an earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from urakata.definition.build_routing import build_due
from urakata.process.trails import UNFINISHED, RouteRow, StepRow, StepState, Trail


def walk_on(trail: Trail) -> bool:
    """Pass what is passed and open the next step; True at the end of the route.

    A step without anybody to ask (all of its lines are skipped) is passed as soon as it is reached.
    """
    for number in trail.numbers:
        rows = trail.step(number)
        if is_passed(rows):
            for row in unfinished(rows):
                trail.end(row, "cancelled")
            continue
        for row in rows:
            if row.state == "planned":
                _open(trail, row)
        return False
    return True


def is_passed(rows: Sequence[StepRow]) -> bool:
    """Whether as many lines of a step have passed as must; those that are skipped do not count."""
    lines: dict[int, list[StepRow]] = {}
    for row in rows:
        if row.state != "skipped":
            lines.setdefault(row.line, []).append(row)
    asked = min(rows[0].join or len(lines), len(lines)) if rows else 0
    return sum(all(row.state == "passed" for row in line) for line in lines.values()) >= asked


def unfinished(rows: Iterable[StepRow]) -> list[StepRow]:
    """Those that somebody would still have to do."""
    return [row for row in rows if row.state in UNFINISHED]


def current_number(trail: Trail) -> int:
    """The step that the route has come to; 0 when it is on none."""
    return min((row.number for row in trail.open_lines()), default=0)


def earlier_steps(trail: Trail) -> list[tuple[int, str]]:
    """The steps (number, name) that a route may be sent back to."""
    now = current_number(trail)
    return [
        (number, step_name(trail, number))
        for number in trail.numbers
        if number < now and any(row.state != "skipped" for row in trail.step(number))
    ]


def step_name(trail: Trail, number: int) -> str:
    """What a step is called, whatever its lines are."""
    return str(_plan(trail, number).get("name", ""))


def go_back(trail: Trail, number: int, now: int) -> None:
    """Plan the steps from an earlier one up to the one it was at once more, and open the earlier.

    What was decided stays as it is; the same people are asked again.
    """
    again = [row for n in trail.numbers if number <= n <= now for row in trail.step(n)]
    for row in unfinished(again):
        trail.end(row, "cancelled")
    trail.rows += [_once_more(trail, row) for row in again]
    walk_on(trail)


def _once_more(trail: Trail, row: StepRow) -> StepRow:
    planned = StepRow(
        record_id=row.record_id,
        status_id=row.status_id,
        status=row.status,
        route=row.route,
        number=row.number,
        place=row.place,
        line=row.line,
        lap=row.lap + 1,
        join=row.join,
        need=row.need,
        name=row.name,
        assignees=row.assignees,
        because=row.because,
        state="planned",
    )
    if row.state != "skipped":
        return planned
    return replace(
        planned, state="skipped", left_at=trail.clock.now, waited=0, worked=0, business=0
    )


def _open(trail: Trail, row: StepRow) -> None:
    row.state, row.entered_at, row.is_changed = "open", trail.clock.now, True
    row.due_at = trail.clock.due(build_due(_plan(trail, row.number).get("due")))


def _plan(trail: Trail, number: int) -> dict[str, Any]:
    """What was resolved for a step, beside its people: see `submitting`."""
    return planned_step(trail.route, number) if trail.route else {}


def planned_step(route: RouteRow, number: int) -> dict[str, Any]:
    """What `submitting` noted of a step of a route."""
    steps = route.basis.get("steps", [])
    return next((step for step in steps if step["number"] == number), {})


def state_of(rows: Sequence[StepRow]) -> StepState:
    """What a step is, as its lines are."""
    states = {row.state for row in rows}
    if "open" not in states and states - {"skipped"} and is_passed(rows):
        return "passed"
    ranks: tuple[StepState, ...] = (
        "open", "rejected", "returned", "planned", "cancelled", "skipped"
    )  # fmt: skip
    return next((state for state in ranks if state in states), "passed")
