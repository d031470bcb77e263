"""Submitting with a route of five steps that the matrix resolves, and approving a hundred on it."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any, Final

from bench.cases import Bench
from bench.measure import Timing, time_both, time_calls
from bench.server import cpu_seconds, processes_of

AT_ONCE: Final = 100
STEPS: Final = 5
BULK: Final = 500  #: records that go through all of their steps, a hundred at a time
_UPDATE: Final = """
UPDATE ledger.app_{app} SET status = '承認中', assignees = ARRAY[1::bigint],
  revision = revision + 2, updated_at = now() WHERE id = %s
"""
_INSERT: Final = """
INSERT INTO process_step (app_id, record_id, status_id, status, number, line, need, "join", name,
  assignees, because, state, entered_at, action, reason, comment, was, gone_with)
VALUES (%s, %s, 2, '承認中', %s, 1, 'ANY', 0, '段', ARRAY[1::bigint],
  '[]', 'planned', now(), '', '', '', '', '')
"""


def measure_submitting(bench: Bench, home: Path, app: int, seconds: float) -> list[dict[str, Any]]:
    """Rows of the table. The app's records, from 1 on, are not submitted yet."""
    ids, bare = count(1), count(BULK * 10 + 1)  # each has its own half of the records

    def submit(_: int) -> object:
        path = f"/api/v1/apps/{app}/records/{next(ids)}/actions"
        return bench.client.call("POST", path, {"action": "申請する"})

    def write(_: int) -> None:
        id_ = next(bare)
        with bench.database.transaction():
            bench.database.execute(_UPDATE.format(app=app), (id_,))
            for number in range(1, STEPS + 1):
                bench.database.execute(_INSERT, (app, id_, number))

    web = processes_of("web", home)
    before = cpu_seconds(web)
    ours, floor = time_both(submit, write, seconds=min(seconds, 5), least=50, warm_up=5)
    cpu = (cpu_seconds(web) - before) * 1000 / (ours.calls + 5)
    row = {
        "name": "submit with five steps, beside one UPDATE and five INSERTs",
        "ours": ours.as_dict() | {"cpu_ms": cpu},
        "floor": floor.as_dict(),
        "ratio": ours.p50 / floor.p50,
        "target": 20,
    }
    some = [next(ids) for _ in range(BULK)]
    return [row, _bulk(bench, app, some, "申請する"), _bulk(bench, app, some * STEPS, "承認する")]


def _bulk(bench: Bench, app: int, ids: list[int], action: str) -> dict[str, Any]:
    """A hundred in one call; with every call those that come next."""
    turns = [ids[n : n + AT_ONCE] for n in range(0, len(ids), AT_ONCE)]

    def run(n: int) -> None:
        body = {"records": [{"app": app, "id": id_} for id_ in turns[n]], "action": action}
        answer = bench.client.call("POST", "/api/v1/actions", body)
        if b'"error"' in answer:
            raise SystemExit(f"{action} was refused: {answer[:500].decode()}")

    timing = time_calls(run, seconds=0, least=len(turns) - 3)
    return beside(f"{action} {AT_ONCE} in one call, five steps, beside one second", timing, 1.0)


def beside(name: str, timing: Timing, seconds: float) -> dict[str, Any]:
    """A row of what is promised in seconds."""
    limit = seconds * 1000
    return {
        "name": name,
        "ours": timing.as_dict() | {"cpu_ms": 0.0},
        "floor": {"p50_ms": limit, "p95_ms": limit, "calls": 0},
        "ratio": timing.p95 / limit,
        "target": 1,
    }


def own_id(bench: Bench) -> int:
    """The administrator's, as whom the bench calls."""
    sql = "SELECT id FROM directory_user WHERE code = 'admin'"
    return int(bench.database.execute(sql).fetchone()[0])
