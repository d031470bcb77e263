"""改定案の検証: past cases under a draft of the matrix, and who would have been asked otherwise.

Both matrices are asked about the same people, today's, so that whatever differs is the matrix's
doing: the one in force as of each case's own day, the draft as if it had been in force.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

import orjson

from urakata.definition.conditions.environment import Env
from urakata.definition.queries import live_schema
from urakata.definition.routing import MatrixUse, Route
from urakata.directory.people import Snapshot
from urakata.kernel.errors import NotFound
from urakata.process.matrix.choosing import Matrix
from urakata.process.matrix.usage import Use, uses
from urakata.process.routes.case import Case, cases_between
from urakata.process.routes.resolution import Resolved, resolve
from urakata.record.adapters import ledger_cursor

Change: TypeAlias = Literal["same", "more", "fewer", "other", "undecided", "decided"]
"""``more``/``fewer``: the same people and others besides, or not all of them; ``other``: neither, or
in another order; ``undecided``: the draft has no answer, ``decided``: only the draft has one."""

_BATCH: Final = 1000
_STREAMS: Final = count(1)
_ROUTES: Final = """
SELECT DISTINCT ON (r.app_id, r.record_id) r.app_id, r.record_id, r.status_id, r.basis -> 'case'
FROM process_route AS r
WHERE r.submitted_at >= %s AND r.submitted_at < %s AND r.basis ? 'case'
  AND (%s::bigint IS NULL OR r.app_id = %s)
ORDER BY r.app_id, r.record_id, r.round DESC
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """A case that comes out otherwise."""

    case: Case
    change: Change
    before: Resolved
    after: Resolved


@dataclass(slots=True)
class Replay:
    """What a draft would have changed. `asked` counts turns of people, before and after."""

    cases: int = 0
    changes: Counter[Change] = field(default_factory=Counter)
    asked: tuple[Counter[int], Counter[int]] = field(default_factory=lambda: (Counter(), Counter()))
    differences: list[Difference] = field(default_factory=list)


def replay(
    cases: Iterable[tuple[Route, Case]],
    matrices: tuple[Matrix, Matrix],
    people: Snapshot,
    *,
    most: int,
) -> Replay:
    """Resolve every case under both matrices; at most `most` differences are kept, the first."""
    found = Replay()
    in_force, draft = matrices
    for route, case in cases:
        before, after = resolve(route, case, people, in_force), resolve(route, case, people, draft)
        change = _change(before, after)
        found.cases += 1
        found.changes[change] += 1
        found.asked[0].update(_people(before))
        found.asked[1].update(_people(after))
        if change != "same" and len(found.differences) < most:
            found.differences.append(Difference(case, change, before, after))
    return found


def submitted_cases(
    days: tuple[date, date], home: ZoneInfo, app_id: int | None = None
) -> Iterator[tuple[Route, Case]]:
    """The last submission of every record between two days, as it was: from the routes' own basis.

    A stream, in an open transaction; each with the route that its status has now.
    """
    since, until = (datetime.combine(day, time(), home) for day in days)
    routes = {(use.app.app_id, use.state.id): use.route for use in uses()}
    codes: dict[int, str] = {}
    with ledger_cursor(name=f"replay_{next(_STREAMS)}") as cursor:
        cursor.execute(_ROUTES, (since, until + timedelta(days=1), app_id, app_id))
        while rows := cursor.fetchmany(_BATCH):
            for app, record, status, facts in rows:
                if app not in codes:
                    codes[app] = _code(app)
                case = Case.from_facts((app, codes[app]), record, orjson.loads(facts))
                yield routes.get((app, status)) or _plain(case.category), case


def recorded_cases(use: Use, days: tuple[date, date], env: Env) -> Iterator[tuple[Route, Case]]:
    """Every record that an app got between two days, as it is now: also from before there were routes."""
    for case in cases_between(use.app, use.state, days, env):
        yield use.route, case


def use_in(app_id: int) -> Use:
    """The status of an app that asks the matrix. Raises `NotFound` (``UR_AM07``)."""
    found = next((use for use in uses() if use.app.app_id == app_id), None)
    if found is None:
        raise NotFound("UR_AM07", id=app_id)
    return found


def _code(app_id: int) -> str:
    try:
        return live_schema(app_id).code
    except NotFound:
        return ""  # the app is gone; its cases are still worth trying


def _plain(category: str) -> Route:
    return Route(matrix=MatrixUse(category))


def _change(before: Resolved, after: Resolved) -> Change:
    if after.problems and not before.problems:
        return "undecided"
    if before.problems and not after.problems:
        return "decided"
    if _shape(before) == _shape(after):
        return "same"
    was, is_ = set(_people(before)), set(_people(after))
    if was < is_:
        return "more"
    return "fewer" if is_ < was else "other"


def _shape(resolved: Resolved) -> tuple[object, ...]:
    """Who is asked, in which order, how many of whom; not why, nor what a step is called."""
    return tuple(
        (step.join, tuple((line.need, line.users) for line in step.lines))
        for step in resolved.steps
    )


def _people(resolved: Resolved) -> list[int]:
    """Everybody who is asked, as often as he is."""
    return [user for step in resolved.steps for line in step.lines for user in line.users]
