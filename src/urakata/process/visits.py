"""Statuses entered and left: one row of ``process_step`` for each time a record stood in one."""

from __future__ import annotations

from collections.abc import Sequence

from urakata.definition.schema import State
from urakata.process.trails import Deed, StepRow, StepState, Trail
from urakata.process.turns import Turn


def leave_status(trail: Trail, turn: Turn, state: StepState, deed: Deed) -> None:
    """End the visit, and whatever route the record was on."""
    trail.end_route("void")
    trail.end(current_visit(trail, turn), state, deed)


def enter_status(trail: Trail, state: State, assignees: Sequence[int]) -> None:
    """Begin a visit. On a route, its lines say whose turn it is."""
    route = trail.open_route
    trail.rows.append(
        StepRow(
            record_id=trail.record_id,
            status_id=state.id,
            status=state.name,
            route=route,
            assignees=() if route else tuple(assignees),
            entered_at=trail.clock.now,
            due_at=trail.clock.due(state.due),
        )
    )


def hand_on(trail: Trail, turn: Turn, assignees: Sequence[int]) -> None:
    """Other people are waited for in the same status."""
    visit = current_visit(trail, turn)
    visit.assignees, visit.is_changed = tuple(assignees), True


def current_visit(trail: Trail, turn: Turn) -> StepRow:
    """The status that the record stands in, since when; a record that was never moved has no row.

    One that stood somewhere before rows were kept was last changed there.
    """
    if trail.visit is not None:
        return trail.visit
    state = turn.state
    visit = StepRow(
        record_id=trail.record_id,
        status_id=state.id if state else 0,
        status=turn.status,
        assignees=turn.assignees,
        entered_at=turn.since,
        due_at=trail.clock.due(state.due if state else None, turn.since),
    )
    trail.rows.append(visit)
    return visit
