"""Ten thousand past cases replayed under a draft of the authority matrix, over HTTP; one route simulated."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final

from bench.cases import Bench
from bench.measure import Timing, time_calls
from bench.submitting import beside, measure_submitting, own_id

CASES: Final = 10_000
STEPS: Final = 5
BANDS: Final = 5
USE: Final = {
    "category": "稟議",
    "amount": "金額",
    "factors": [{"name": "高額", "condition": "金額 >= 5000000", "score": 2}],
}
AMOUNT: Final = {"type": "NUMBER", "code": "金額", "label": "金額"}


def measure_authority(
    bench: Bench, home: Path, seconds: float, cases: list[dict[str, Any]]
) -> dict[str, Any]:
    """Milliseconds of resolving one route of five steps; adds rows: the replay, and submitting."""
    matrix = _install(bench, home)
    _rows(bench, matrix, "")
    _rows(bench, matrix, "改定案")
    app, me = _app(bench), own_id(bench)
    bench.database.execute(
        f"INSERT INTO ledger.app_{app} (created_by, created_at, updated_by, updated_at, assignees, {_column(bench, app)})"
        " SELECT %s, now(), %s, now(), ARRAY[%s::bigint], n * 1000 FROM generate_series(1, %s) AS n",
        (me, me, me, CASES),
    )
    body = {"draft": "改定案", "source": "records", "app": app}
    begun = time.perf_counter()
    found = bench.client.json("POST", "/api/v1/authority/replay", body)
    spent = (time.perf_counter() - begun) * 1000
    assert found["cases"] == CASES
    case = {"category": "稟議", "applicant": "admin", "amount": "7000000", "factors": ["高額"]}
    timed = time_calls(
        lambda _: bench.client.call("POST", "/api/v1/authority/simulate", case), seconds=2
    )
    cases.append(beside(f"replay {CASES:,} cases, beside 30 s", Timing(spent, spent, 1), 30))
    cases += measure_submitting(bench, home, app, seconds)
    return {"replay_10000_cases_s": spent / 1000, "simulate_five_steps_ms": timed.p50}


def _install(bench: Bench, home: Path) -> int:
    environment = os.environ | {"URAKATA_HOME": str(home), "URAKATA_LANG": "en"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "urakata.main", "authority", "install"]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    apps = bench.client.json("GET", "/k/v1/apps.json?codes[0]=KENGEN")["apps"]
    return int(apps[0]["appId"])


def _rows(bench: Bench, app: int, draft: str) -> None:
    """Bands of amounts, each with five steps; the draft draws every line higher."""
    width = 2_500_000 if draft else 2_000_000
    steps = [
        {"value": _cells(順番=str(n), ステップ名=f"段{n}", 種類="人", コード="admin")}
        for n in range(1, STEPS + 1)
    ]
    rows = [
        _cells(
            区分="稟議",
            金額以上=str(n * width),
            金額未満=str((n + 1) * width) if n < BANDS - 1 else "",
            版=draft,
            ステップ=steps,
        )
        for n in range(BANDS)
    ]
    bench.client.json("POST", "/k/v1/records.json", {"app": app, "records": rows})


def _cells(**values: Any) -> dict[str, Any]:
    return {code: {"value": value} for code, value in values.items()}


def _app(bench: Bench) -> int:
    """An app whose approval asks the matrix."""
    call = bench.client.json
    app = int(call("POST", "/k/v1/preview/app.json", {"name": "稟議（再計算）"})["app"])
    call(
        "POST",
        "/k/v1/preview/app/form/fields.json",
        {"app": app, "properties": {"金額": AMOUNT}},
    )
    route = {"matrix": USE, "whenApplicant": "ALLOW", "whenSame": "KEEP"}
    states = {
        "下書き": {"name": "下書き", "index": "0"},
        "承認中": {"name": "承認中", "index": "1", "route": route},
        "決裁": {"name": "決裁", "index": "2", "assignee": {"type": "ONE", "entities": []}},
    }
    actions = [
        {"name": "申請する", "from": "下書き", "to": "承認中", "filterCond": ""},
        {"name": "承認する", "from": "承認中", "to": "決裁", "filterCond": "", "kind": "APPROVE"},
    ]
    flow = {"enable": True, "states": states, "actions": actions}
    call("PUT", f"/api/v1/apps/{app}/process", flow)
    call("POST", "/k/v1/preview/app/deploy.json", {"apps": [{"app": app}]})
    return app


def _column(bench: Bench, app: int) -> str:
    (name,) = bench.database.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'ledger'"
        " AND table_name = %s AND column_name ~ '^f[0-9]+$'",
        (f"app_{app}",),
    ).fetchone() or ("",)
    return str(name)
