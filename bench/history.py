"""The past: a record's history in a long journal, and a list and a record as they were."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from bench.cases import Bench, Work
from bench.measure import time_calls
from bench.server import cpu_seconds, processes_of

REVISIONS: Final = 100
CHANGED: Final = 1_000  #: records that differ from what they were
QUERY: Final = '状態 in ("審査中") order by 申請日 desc'
STATEMENT: Final = (
    "SELECT body FROM journal_entry WHERE app_id = %s AND record_id = %s ORDER BY id DESC LIMIT 50"
)


def measure_history(bench: Bench, home: Path, seconds: float) -> list[dict[str, Any]]:
    """Rows of the table; the floor is the journal's own statement, or the same asked of today."""
    path = f"/api/v1/apps/{bench.app}/records"
    record = f"{path}/1"
    for n in range(REVISIONS):
        _change(bench, [1], n)
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    _change(bench, range(1, CHANGED + 1), REVISIONS)
    bench.database.execute("ANALYZE journal_entry")

    def get(address: str, **query: str) -> Work:
        url = f"{address}?{urlencode(query)}" if query else address
        return lambda _: bench.client.call("GET", url)

    def entries(_: int) -> list[Any]:
        cursor = bench.database.execute(STATEMENT, (bench.app, 1))
        return [json.loads(body) for (body,) in cursor.fetchall()]

    works: list[tuple[str, Work, Work]] = [
        ("history, 50 of 100 revisions", get(f"{record}/history", limit="50"), entries),
        ("one record as of a moment", get(record, asOf=moment), get(record)),
        (
            f"list 100 as of a moment, {CHANGED:,} changes since",
            get(path, query=QUERY, asOf=moment),
            get(path, query=QUERY),
        ),
    ]
    web = processes_of("web", home)
    return [_row(each, web, seconds) for each in works]


def _change(bench: Bench, ids: Any, n: int) -> None:
    body = {"records": [{"id": id_, "record": {"備考": {"value": f"第{n}版"}}} for id_ in ids]}
    bench.client.call("PUT", f"/api/v1/apps/{bench.app}/records", body)


def _row(case: tuple[str, Work, Work], web: list[int], seconds: float) -> dict[str, Any]:
    name, work, floor_work = case
    floor = time_calls(floor_work, seconds=seconds)
    before = cpu_seconds(web)
    ours = time_calls(work, seconds=seconds)
    cpu = (cpu_seconds(web) - before) * 1000 / (ours.calls + 3)
    return {
        "name": name,
        "ours": ours.as_dict() | {"cpu_ms": cpu},
        "floor": floor.as_dict(),
        "ratio": ours.p50 / floor.p50,
        "target": None,
    }
