"""My tasks over a million records, and a hundred approvals in one call."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from bench.cases import Bench, Work
from bench.measure import time_calls
from bench.server import cpu_seconds, processes_of
from bench.submitting import beside, own_id

OPEN: Final = 50_000  #: of the records wait for somebody
PEOPLE: Final = 500  #: for so many people, in turn
AT_ONCE: Final = 100
STATES: Final = {
    name: {"name": name, "index": str(n), "assignee": {"type": "ONE", "entities": []}}
    for n, name in enumerate(("審査", "承認"))
}
ACTION: Final = {
    "name": "承認する",
    "from": "審査",
    "to": "承認",
    "filterCond": "",
    "type": "PRIMARY",
}
SUBJECT: Final = {"type": "SINGLE_LINE_TEXT", "code": "件名", "label": "件名"}
_RECORDS: Final = """
INSERT INTO {table} (created_by, created_at, updated_by, updated_at, status, {title})
SELECT 1, now(), 1, now(), CASE WHEN n %% %s = 0 THEN '審査' ELSE '承認' END, '備品の購入 ' || n
FROM generate_series(1, %s) AS n
"""
_STEPS: Final = """
INSERT INTO process_step (app_id, record_id, status_id, status, number, line, need, "join", name,
  assignees, because, state, entered_at, left_at, due_at, action, reason, comment, was, gone_with)
SELECT %s, t.id, 1, t.status, 0, 0, 'ANY', 0, '',
  ARRAY[CASE WHEN t.id / %s %% %s = 0 THEN %s ELSE 1000000 + t.id / %s %% %s END], '[]',
  CASE t.status WHEN '審査' THEN 'open' ELSE 'passed' END, now() - interval '1 day',
  CASE t.status WHEN '審査' THEN NULL ELSE now() END, now() + t.id %% 7 * interval '1 day',
  '', '', '', '', ''
FROM {table} AS t
"""
_FLOOR: Final = """
SELECT json_build_object('app', t.app, 'record', t.id, 'revision', t.revision, 'title', t.{title},
  'status', t.status, 'step', s.name, 'applicant', json_build_object('code', a.code, 'name', a.name),
  'enteredAt', s.entered_at, 'dueAt', s.due_at, 'isLate', s.due_at < now(),
  'waited', extract(epoch FROM coalesce(s.started_at, now()) - s.entered_at)::bigint,
  'assignees', (SELECT json_agg(json_build_object('code', u.code, 'name', u.name))
                FROM directory_user AS u WHERE u.id = ANY(s.assignees)))::text
FROM (
  SELECT * FROM process_step
  WHERE state = 'open' AND NOT (number = 0 AND route_id IS NOT NULL) AND assignees && ARRAY[%s::bigint]
  ORDER BY due_at, entered_at, id LIMIT 101
) AS s
LEFT JOIN process_route AS r ON r.id = s.route_id
JOIN (SELECT *, '購入申請' AS app FROM {table}) AS t ON t.id = s.record_id
LEFT JOIN directory_user AS a ON a.id = coalesce(r.applicant_id, t.created_by)
ORDER BY s.due_at, s.entered_at, s.id
"""
"""The same answer: titles, people and times of the page, for somebody who may see all records."""


def measure_tasks(bench: Bench, home: Path, seconds: float) -> list[dict[str, Any]]:
    """Rows of the table; what approvals are compared with is one second, not SQL."""
    app, count = _app(bench), bench.count
    table, me = f"ledger.app_{app}", own_id(bench)
    title = _title(bench, app)
    every = max(1, count // OPEN)
    run = bench.database.execute
    run(_RECORDS.format(table=table, title=title), (every, count))
    run(_STEPS.format(table=table), (app, every, PEOPLE, me, every, PEOPLE))
    run("VACUUM ANALYZE process_step")
    run(f"VACUUM ANALYZE {table}")
    works: tuple[Work, Work] = (
        lambda _: bench.client.call("GET", "/api/v1/tasks?limit=100"),
        bench.sql(_FLOOR.format(table=table, title=title), me),
    )
    bench.client.connection.close()  # idle for long: the server may have closed it
    web = processes_of("web", home)
    floor = time_calls(works[1], seconds=seconds)
    before = cpu_seconds(web)
    ours = time_calls(works[0], seconds=seconds)
    cpu = (cpu_seconds(web) - before) * 1000 / (ours.calls + 3)
    name = f"my tasks, 100 of {OPEN:,} open over {count:,} records"
    row = {"name": name, "ours": ours.as_dict() | {"cpu_ms": cpu}, "floor": floor.as_dict()}
    return [row | {"ratio": ours.p50 / floor.p50, "target": 5}, _approvals(bench, app)]


def _approvals(bench: Bench, app: int) -> dict[str, Any]:
    """A hundred in one call, none of them twice."""
    ids = [
        id_
        for (id_,) in bench.database.execute(
            f"SELECT id FROM ledger.app_{app} WHERE status = '審査' ORDER BY id LIMIT %s",
            (25 * AT_ONCE,),
        ).fetchall()
    ]

    def approve(n: int) -> bytes:
        some = ids[n * AT_ONCE : (n + 1) * AT_ONCE]
        records = [{"app": app, "id": id_, "revision": 1} for id_ in some]
        answer = bench.client.call(
            "POST", "/api/v1/actions", {"records": records, "action": ACTION["name"]}
        )
        if b'"error"' in answer:
            raise SystemExit(f"A bulk approval was refused: {answer[:500].decode()}")
        return answer

    timing = time_calls(approve, seconds=0, least=20)
    return beside(f"approve {AT_ONCE} in one call, beside one second", timing, 1.0)


def _app(bench: Bench) -> int:
    call = bench.client.json
    app = int(call("POST", "/k/v1/preview/app.json", {"name": "購入申請"})["app"])
    fields = {"app": app, "properties": {"件名": SUBJECT}}
    call("POST", "/k/v1/preview/app/form/fields.json", fields)
    flow = {"app": app, "enable": True, "states": STATES, "actions": [ACTION]}
    call("PUT", "/k/v1/preview/app/status.json", flow)
    call("POST", "/k/v1/preview/app/deploy.json", {"apps": [{"app": app}]})
    return app


def _title(bench: Bench, app: int) -> str:
    sql = "SELECT live FROM definition_app WHERE id = %s"
    document = bench.database.execute(sql, (app,)).fetchone()[0]
    return next(f"f{field['id']}" for field in document["fields"] if field["code"] == "件名")
