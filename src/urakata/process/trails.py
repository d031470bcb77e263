"""What is known of a record's way: the rows of its statuses and of its newest route, in memory.

A trail is read under the record's lock, changed here, and written by `trail_rows`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias

from urakata.kernel.json import JSONDict
from urakata.process.clock import Clock

RouteState: TypeAlias = Literal[
    "open", "passed", "rejected", "returned", "pulled_back", "withdrawn", "void"
]
StepState: TypeAlias = Literal[
    "planned", "open", "passed", "returned", "rejected", "skipped", "cancelled"
]
UNFINISHED = frozenset({"planned", "open"})


@dataclass(frozen=True, slots=True)
class Deed:
    """Who did what: what is noted on the rows that it ends."""

    by_id: int
    action: str
    on_behalf_of_id: int | None = None
    reason: str = ""
    comment: str = ""


@dataclass(slots=True)
class RouteRow:
    """A row of ``process_route`` (see `models.Route`)."""

    record_id: int
    status_id: int
    round: int
    applicant_id: int
    submitted_by_id: int
    submitted_at: datetime
    basis: dict[str, Any]
    state: RouteState = "open"
    ended_at: datetime | None = None
    id: int | None = None
    resolved_as: str = ""  #: with which state of people and rules (`freshness`) it was looked at
    is_changed: bool = False

    @property
    def kept_out(self) -> frozenset[int]:
        """Who must not decide: the applicant and who submitted it for him, unless they may."""
        if self.basis.get("mayApproveOwn"):
            return frozenset()
        return frozenset({self.applicant_id, self.submitted_by_id})


@dataclass(slots=True)
class StepRow:
    """A row of ``process_step`` (see `models.Step`)."""

    record_id: int
    status_id: int
    status: str
    route: RouteRow | None = None
    number: int = 0
    place: int = 0
    line: int = 0
    lap: int = 1
    join: int = 0
    need: str = "ANY"
    name: str = ""
    assignees: tuple[int, ...] = ()
    because: Sequence[JSONDict] = ()
    state: StepState = "open"
    entered_at: datetime | None = None
    started_at: datetime | None = None
    left_at: datetime | None = None
    due_at: datetime | None = None
    waited: int | None = None
    worked: int | None = None
    business: int | None = None
    by_id: int | None = None
    on_behalf_of_id: int | None = None
    action: str = ""
    reason: str = ""
    comment: str = ""
    id: int | None = None
    is_changed: bool = False

    @property
    def is_visit(self) -> bool:
        """Whether it is a status that the record stood in, and not a line of a route."""
        return self.number == 0


@dataclass(slots=True)
class Trail:
    """The newest route of a record with all its rows, and whatever is not finished."""

    record_id: int
    clock: Clock
    route: RouteRow | None = None
    rows: list[StepRow] = field(default_factory=list)
    routes: list[RouteRow] = field(default_factory=list)  #: those of this call
    left: list[RouteRow] = field(default_factory=list)  #: that it was on before those

    @property
    def visit(self) -> StepRow | None:
        """The status it stands in; None before its first action."""
        return next((row for row in self.rows if row.is_visit and row.left_at is None), None)

    @property
    def open_route(self) -> RouteRow | None:
        """The route it is on."""
        return self.route if self.route and self.route.state == "open" else None

    def lines(self) -> Iterator[StepRow]:
        """The lines of the newest route, those of earlier laps included."""
        return (row for row in self.rows if row.route is self.route and not row.is_visit)

    def open_lines(self) -> list[StepRow]:
        """Those whose turn it is."""
        return [row for row in self.lines() if row.state == "open"] if self.open_route else []

    def step(self, number: int) -> list[StepRow]:
        """The lines of a step, as of the last time the route came to it."""
        rows = [row for row in self.lines() if row.number == number]
        lap = max((row.lap for row in rows), default=1)
        return [row for row in rows if row.lap == lap]

    @property
    def numbers(self) -> list[int]:
        """The steps of the newest route, in order."""
        return sorted({row.number for row in self.lines()})

    @property
    def turn(self) -> list[int]:
        """Whose turn it is on the open lines, each once."""
        return list(dict.fromkeys(id_ for row in self.open_lines() for id_ in row.assignees))

    def end(self, row: StepRow, state: StepState, deed: Deed | None = None) -> None:
        """Finish a row: now, and by this deed."""
        self.clock.leave(row)
        row.state = state
        row.is_changed = True
        if deed is not None:
            row.by_id, row.on_behalf_of_id = deed.by_id, deed.on_behalf_of_id
            row.action, row.reason, row.comment = deed.action, deed.reason, deed.comment

    def end_route(self, state: RouteState) -> None:
        """Finish the route, and cancel what nobody will do any more."""
        if (route := self.open_route) is None:
            return
        for row in self.lines():
            if row.state in UNFINISHED:
                self.end(row, "cancelled")
        route.state, route.ended_at, route.is_changed = state, self.clock.now, True

    def begin_route(self, route: RouteRow, lines: Sequence[StepRow]) -> None:
        """Set out on a new route; from another one straight on, that one has ended."""
        if self.route is not None:
            self.left.append(self.route)
        self.route = route
        self.routes.append(route)
        self.rows += lines

    def changes(self) -> Iterator[StepRow]:
        """The rows that have to be written."""
        return (row for row in self.rows if row.id is None or row.is_changed)
