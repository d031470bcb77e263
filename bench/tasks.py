"""My tasks over a million records, and a hundred approvals in one call."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from bench.cases import Bench, Work
from bench.measure import time_calls
from bench.server import cpu_seconds, processes_of

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
SELECT json_build_object('record', t.id, 'title', t.{title}, 'status', t.status, 'due', s.due_at,
  'entered', s.entered_at, 'assignees', s.assignees)::text
FROM (
  SELECT * FROM process_step WHERE state = 'open' AND assignees && ARRAY[%s::bigint]
  ORDER BY due_at, entered_at, id LIMIT 100
) AS s JOIN {table} AS t ON t.id = s.record_id ORDER BY s.due_at, s.entered_at, s.id
"""


def measure_tasks(bench: Bench, home: Path, seconds: float) -> list[dict[str, Any]]:
    """Rows of the table; what approvals are compared with is one second, not SQL."""
    app, count = _app(bench), bench.count
    table, me = f"ledger.app_{app}", _me(bench)
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
    floor = {"p50_ms": 1000.0, "p95_ms": 1000.0, "calls": 0}
    return {
        "name": f"approve {AT_ONCE} in one call, beside one second",
        "ours": timing.as_dict() | {"cpu_ms": 0.0},
        "floor": floor,
        "ratio": timing.p95 / 1000,
        "target": 1,
    }


def _app(bench: Bench) -> int:
    call = bench.client.json
    app = int(call("POST", "/k/v1/preview/app.json", {"name": "購入申請"})["app"])
    fields = {"app": app, "properties": {"件名": SUBJECT}}
    call("POST", "/k/v1/preview/app/form/fields.json", fields)
    flow = {"app": app, "enable": True, "states": STATES, "actions": [ACTION]}
    call("PUT", "/k/v1/preview/app/status.json", flow)
    call("POST", "/k/v1/preview/app/deploy.json", {"apps": [{"app": app}]})
    return app


def _me(bench: Bench) -> int:
    sql = "SELECT id FROM directory_user WHERE code = 'admin'"
    return int(bench.database.execute(sql).fetchone()[0])


def _title(bench: Bench, app: int) -> str:
    sql = "SELECT live FROM definition_app WHERE id = %s"
    document = bench.database.execute(sql, (app,)).fetchone()[0]
    return next(f"f{field['id']}" for field in document["fields"] if field["code"] == "件名")
