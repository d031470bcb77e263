"""Trails read from ``process_route`` and ``process_step``, and written: few statements for many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import orjson
from django.db import connection

from urakata.kernel.json import write_json
from urakata.process.clock import Clock
from urakata.process.trails import RouteRow, StepRow, Trail

_ROUTE: Final = (
    "id, record_id, status_id, round, applicant_id, submitted_by_id, submitted_at, basis, state,"
    " ended_at, resolved_as"
)
_NEWEST: Final = f"""
SELECT DISTINCT ON (record_id) {_ROUTE} FROM process_route
WHERE app_id = %s AND record_id = ANY(%s) ORDER BY record_id, round DESC
"""
_KEPT: Final = {
    "status_id": "bigint",
    "status": "text",
    "number": "int",
    "place": "int",
    "line": "int",
    "lap": "int",
    "join": "int",
    "need": "text",
    "name": "text",
    "because": "jsonb",
}
"""What a row is made with, and its type."""
_CHANGING: Final = {
    "assignees": "bigint[]",
    "state": "text",
    "entered_at": "timestamptz",
    "started_at": "timestamptz",
    "left_at": "timestamptz",
    "due_at": "timestamptz",
    "waited": "bigint",
    "worked": "bigint",
    "business": "bigint",
    "by_id": "bigint",
    "on_behalf_of_id": "bigint",
    "action": "text",
    "reason": "text",
    "comment": "text",
}
"""What becomes of it."""


def _listed(names: Iterable[str], prefix: str = "") -> str:
    return ", ".join(f'{prefix}"{name}"' for name in names)


def _typed(columns: Mapping[str, str]) -> str:
    return ", ".join(f'"{name}" {type_}' for name, type_ in columns.items())


_ALL: Final = {**_KEPT, **_CHANGING}
_READ: Final = f"""
SELECT id, record_id, route_id, {_listed(_ALL)} FROM process_step
WHERE app_id = %s AND record_id = ANY(%s) AND (left_at IS NULL OR route_id = ANY(%s)) ORDER BY id
"""
_ROUTES: Final = f"""
SELECT {_ROUTE} FROM process_route WHERE app_id = %s AND record_id = %s ORDER BY round
"""
_STEPS: Final = f"""
SELECT id, record_id, route_id, {_listed(_ALL)} FROM process_step
WHERE app_id = %s AND record_id = %s ORDER BY id
"""
_CLOSE_ROUTES: Final = """
UPDATE process_route AS r SET state = x.state, ended_at = x.ended_at
FROM json_to_recordset(%s::json) AS x(id bigint, state text, ended_at timestamptz)
WHERE r.id = x.id
"""
_OPEN_ROUTES: Final = """
INSERT INTO process_route (app_id, record_id, status_id, round, state, applicant_id,
  submitted_by_id, submitted_at, ended_at, basis, resolved_as, was, gone_with)
SELECT %s, record_id, status_id, round, state, applicant_id, submitted_by_id, submitted_at,
  ended_at, basis, resolved_as, '', ''
FROM json_to_recordset(%s::json) AS x(record_id bigint, status_id bigint, round int, state text,
  applicant_id bigint, submitted_by_id bigint, submitted_at timestamptz, ended_at timestamptz,
  basis jsonb, resolved_as text)
RETURNING record_id, round, id
"""
_STORE: Final = f"""
WITH changed AS (
  UPDATE process_step AS s SET ({_listed(_CHANGING)}) = ({_listed(_CHANGING, "x.")})
  FROM json_to_recordset(%s::json) AS x(id bigint, {_typed(_CHANGING)})
  WHERE s.id = x.id
)
INSERT INTO process_step (app_id, record_id, route_id, {_listed(_ALL)}, was, gone_with)
SELECT %s, record_id, route_id, {_listed(_ALL)}, '', ''
FROM json_to_recordset(%s::json) AS x(record_id bigint, route_id bigint, {_typed(_ALL)})
"""


def read_trails(app_id: int, ids: Sequence[int], clock: Clock) -> dict[int, Trail]:
    """The trails of records whose rows are locked, in two statements."""
    trails = {id_: Trail(id_, clock) for id_ in ids}
    routes: dict[int, RouteRow] = {}
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, (app_id, [*trails]))
        for row in cursor.fetchall():
            route = _route(row)
            trails[route.record_id].route = route
            routes[row[0]] = route
        cursor.execute(_READ, (app_id, [*trails], [*routes]))
        for row in cursor.fetchall():
            trails[row[1]].rows.append(_step(row, routes))
    return trails


def read_past(app_id: int, record_id: int) -> tuple[list[RouteRow], list[StepRow]]:
    """Every route of a record, the oldest first, and every row of its way."""
    with connection.cursor() as cursor:
        cursor.execute(_ROUTES, (app_id, record_id))
        routes = {row[0]: _route(row) for row in cursor.fetchall()}
        cursor.execute(_STEPS, (app_id, record_id))
        return [*routes.values()], [_step(row, routes) for row in cursor.fetchall()]


def _route(row: Sequence[Any]) -> RouteRow:
    id_, record, status, round_, applicant, submitter, at, basis, state, ended, known = row
    return RouteRow(
        record_id=record,
        status_id=status,
        round=round_,
        applicant_id=applicant,
        submitted_by_id=submitter,
        submitted_at=at,
        basis=orjson.loads(basis),
        state=state,
        ended_at=ended,
        id=id_,
        resolved_as=known,
    )


def _step(row: Sequence[Any], routes: Mapping[int, RouteRow]) -> StepRow:
    id_, record_id, route_id, *values = row
    named = dict(zip(_ALL, values, strict=True))
    named["because"] = orjson.loads(named["because"])
    named["assignees"] = tuple(named["assignees"])
    return StepRow(id=id_, record_id=record_id, route=routes.get(route_id), **named)


def store_trails(app_id: int, trails: Iterable[Trail]) -> None:
    """Write what became of them: at most three statements, however many they are."""
    trails = list(trails)
    known = [route for trail in trails for route in (*trail.left, trail.route) if route]
    _close_routes([route for route in known if route.is_changed and route.id])
    _open_routes(app_id, [route for trail in trails for route in trail.routes])
    rows = [row for trail in trails for row in trail.changes()]
    if rows:
        changed = [{"id": row.id, **_values(row, _CHANGING)} for row in rows if row.id]
        added = [_added(row) for row in rows if row.id is None]
        with connection.cursor() as cursor:
            cursor.execute(_STORE, (_json(changed), app_id, _json(added)))


def _close_routes(routes: Sequence[RouteRow]) -> None:
    if routes:
        sent = [{"id": r.id, "state": r.state, "ended_at": r.ended_at} for r in routes]
        with connection.cursor() as cursor:
            cursor.execute(_CLOSE_ROUTES, (_json(sent),))


def _open_routes(app_id: int, routes: Sequence[RouteRow]) -> None:
    if not routes:
        return
    columns = [
        "record_id", "status_id", "round", "state", "applicant_id", "submitted_by_id",
        "submitted_at", "ended_at", "basis", "resolved_as",
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_ROUTES, (app_id, _json([_values(route, columns) for route in routes])))
        ids = {(record_id, round_): id_ for record_id, round_, id_ in cursor.fetchall()}
    for route in routes:
        route.id = ids[route.record_id, route.round]


def _added(row: StepRow) -> dict[str, Any]:
    route_id = row.route.id if row.route else None
    return {"record_id": row.record_id, "route_id": route_id, **_values(row, _ALL)}


def _values(row: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _json(rows: Sequence[object]) -> str:
    return write_json(rows).decode()
