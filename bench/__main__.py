"""`make bench`: fill, measure, print the ratios, write them as JSON."""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench import ledger
from bench.authority import measure_authority
from bench.cases import Bench, cases
from bench.history import measure_history
from bench.journal import measure_journal
from bench.measure import throughput, time_calls
from bench.rules import measure_rules
from bench.sealing import measure_sealing
from bench.search import measure_search
from bench.server import (
    Client,
    administrator,
    cpu_seconds,
    processes_of,
    resident_megabytes,
    serving,
    straight,
)
from bench.tasks import measure_tasks

RESULTS = Path(__file__).parent / "results"
console = Console()


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "--rows", type=int, action="append", help="rows of the ledger (may be repeated)"
    )
    parser.add_argument("--seconds", type=float, default=3.0, help="how long each case is repeated")
    parser.add_argument(
        "--only",
        choices=["process", "search"],
        help="a part of it: approvals, or the search over everything",
    )
    chosen = parser.parse_args()
    if chosen.only:
        part = {"process": run_process, "search": run_search}[chosen.only]
        results = [part(count, chosen.seconds) for count in chosen.rows or [1_000_000]]
    else:
        results = [run(count, chosen.seconds) for count in chosen.rows or [100_000, 1_000_000]]
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
    path.write_text(json.dumps(results, ensure_ascii=False, indent=2))
    console.print(f"Written to {path}")


def run(count: int, seconds: float) -> dict[str, Any]:
    """Everything at one size, in a home that is thrown away."""
    home = Path(tempfile.mkdtemp(prefix="urakata-bench-"))
    home.chmod(0o755)
    try:
        with serving(home) as cold:
            facts = fill(home, count) | {"cold_start_s": cold}
        with serving(home) as warm:
            facts["warm_start_s"] = warm
            client = administrator(home)
            app = int(facts["app"])
            bench = Bench(client, straight(home), app)
            result = {"rows": count, "machine": platform.processor(), **facts}
            result["cases"] = measure(bench, home, seconds)
            result["throughput"] = measure_throughput(home, bench, seconds)
            result |= measure_export(client, app, home)
            result["cases"] += measure_journal(bench, home, seconds)
            result["cases"] += measure_history(bench, home, seconds)
            result["cases"] += measure_rules(bench, home, seconds)
            result |= measure_process(bench, home, seconds, result["cases"])
        result |= measure_sealing(home)
        show(result)
        return result
    finally:
        shutil.rmtree(home, ignore_errors=True)


def run_process(count: int, seconds: float) -> dict[str, Any]:
    """What approvals take, among so many records of theirs; the other ledger is all but empty."""
    home = Path(tempfile.mkdtemp(prefix="urakata-bench-"))
    home.chmod(0o755)
    try:
        with serving(home):
            app = int(fill(home, 100)["app"])
            bench = Bench(administrator(home), straight(home), app)
            bench.count = count
            result: dict[str, Any] = {"rows": count, "cases": [], "throughput": []}
            result |= measure_process(bench, home, seconds, result["cases"])
        show(result)
        return result
    finally:
        shutil.rmtree(home, ignore_errors=True)


def run_search(count: int, seconds: float) -> dict[str, Any]:
    """What looking for words everywhere takes, with so many records in one of forty apps."""
    home = Path(tempfile.mkdtemp(prefix="urakata-bench-"))
    home.chmod(0o755)
    try:
        with serving(home):
            app = int(fill(home, 100)["app"])
            bench = Bench(administrator(home), straight(home), app)
            bench.count = count
            result: dict[str, Any] = {"rows": count, "throughput": []}
            result["cases"] = measure_search(bench, home, seconds)
        show(result)
        return result
    finally:
        shutil.rmtree(home, ignore_errors=True)


def measure_process(
    bench: Bench, home: Path, seconds: float, cases: list[dict[str, Any]]
) -> dict[str, Any]:
    """Rows of the table, and what the authority matrix takes."""
    cases += measure_tasks(bench, home, seconds)
    for case in cases[-2:]:
        console.print(
            f"  {case['name']}: {case['ours']['p50_ms']:.2f} / {case['floor']['p50_ms']:.2f} ms"
        )
    return measure_authority(bench, home, seconds, cases)


def fill(home: Path, count: int) -> dict[str, Any]:
    """Make the app through kintone's API and load it through our own import."""
    client = administrator(home)
    app = client.json("POST", "/k/v1/preview/app.json", {"name": "申請台帳"})["app"]
    client.json(
        "POST",
        "/k/v1/preview/app/form/fields.json",
        {"app": app, "properties": ledger.properties()},
    )
    client.json("PUT", "/k/v1/preview/app/views.json", {"app": app, "views": ledger.VIEWS})
    client.json("POST", "/k/v1/preview/app/deploy.json", {"apps": [{"app": app}]})
    boundary = "urakata-bench"
    body = b"".join(
        [
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="rows.csv"\r\n'
            "Content-Type: text/csv\r\n\r\n".encode(),
            *ledger.as_csv(count, users=("admin",)),
            f"\r\n--{boundary}--\r\n".encode(),
        ]
    )
    console.print(f"Importing {count:,} rows ({len(body) / 1e6:.0f} MB of CSV)…")
    web = processes_of("web", home)
    begun = time.perf_counter()
    answer = json.loads(
        client.call(
            "POST",
            f"/api/v1/apps/{app}/import",
            body,
            **{"Content-Type": f"multipart/form-data; boundary={boundary}"},
        )
    )
    spent = time.perf_counter() - begun
    memory = max(resident_megabytes(pid, "VmHWM") for pid in web)
    begun = time.perf_counter()
    database = straight(home)
    while database.execute("SELECT count(*) FROM record_searchdirty").fetchone()[0]:
        time.sleep(0.5)
    indexed = time.perf_counter() - begun
    database.execute("VACUUM ANALYZE")
    return {
        "app": app,
        "imported": answer["added"],
        "import_rows_per_s": count / spent,
        "import_peak_mb": memory,
        "search_index_rows_per_s": count / max(indexed, 0.001),
    }


def measure(bench: Bench, home: Path, seconds: float) -> list[dict[str, Any]]:
    """Every case, the floor right beside it."""
    measured = []
    web = processes_of("web", home)
    for case in cases(bench):
        floor = time_calls(case.floor, seconds=seconds)
        before = cpu_seconds(web)
        ours = time_calls(case.ours, seconds=seconds)
        cpu = (cpu_seconds(web) - before) * 1000 / (ours.calls + 3)
        measured.append(
            {
                "name": case.name,
                "ours": ours.as_dict() | {"cpu_ms": cpu},
                "floor": floor.as_dict(),
                "ratio": ours.p50 / floor.p50,
                "target": case.target,
            }
        )
        console.print(f"  {case.name}: {ours.p50:.2f} ms / {floor.p50:.2f} ms")
    return measured


def measure_throughput(home: Path, bench: Bench, seconds: float) -> list[dict[str, Any]]:
    """Calls a second with 1, 8 and 32 connections: getting one, and listing 100."""
    measured = []
    for connections in (1, 8, 32):

        def one() -> Any:
            return Driver(home, bench).get_one

        def page() -> Any:
            return Driver(home, bench).get("/k/v1/records.json", query="limit 100")

        measured.append(
            {
                "connections": connections,
                "get_one_per_s": throughput(one, connections=connections, seconds=seconds),
                "list_100_per_s": throughput(page, connections=connections, seconds=seconds),
            }
        )
    return measured


class Driver(Bench):
    """The same ledger over a connection of its own."""

    def __init__(self, home: Path, bench: Bench) -> None:
        self.client = administrator(home)
        self.app, self.count = bench.app, bench.count


def measure_export(client: Client, app: int, home: Path) -> dict[str, float]:
    """The whole ledger as CSV, read as it comes; the web process' peak memory."""
    begun = time.perf_counter()
    client.connection.request("GET", f"/api/v1/apps/{app}/records.csv", headers=client.headers)
    response = client.connection.getresponse()
    size = 0
    while piece := response.read(1 << 20):
        size += len(piece)
    spent = time.perf_counter() - begun
    web = processes_of("web", home)
    return {
        "export_mb_per_s": size / 1e6 / spent,
        "export_mb": size / 1e6,
        "web_resident_mb": max(resident_megabytes(pid) for pid in web),
        "web_peak_mb": max(resident_megabytes(pid, "VmHWM") for pid in web),
    }


def show(result: dict[str, Any]) -> None:
    table = Table(title=f"{result['rows']:,} rows, 20 columns; milliseconds")
    for head in ("case", "p50", "p95", "CPU", "floor p50", "ratio", "promise"):
        table.add_column(head, justify="left" if head == "case" else "right")
    for case in result["cases"]:
        ours, target = case["ours"], case["target"]
        kept = "" if target is None else f"≤ {target}"
        table.add_row(
            case["name"],
            f"{ours['p50_ms']:.2f}",
            f"{ours['p95_ms']:.2f}",
            f"{ours['cpu_ms']:.2f}",
            f"{case['floor']['p50_ms']:.2f}",
            f"{case['ratio']:.1f}",
            f"[red]{kept}[/red]" if target and case["ratio"] > target else kept,
        )
    console.print(table)
    for each in result["throughput"]:
        console.print(
            f"{each['connections']:>3} connections: {each['get_one_per_s']:,.0f} get one/s,"
            f" {each['list_100_per_s']:,.0f} lists of 100/s"
        )
    for key in sorted(k for k in result if k.endswith(("_s", "_mb"))):
        console.print(f"{key}: {result[key]:,.1f}")


if __name__ == "__main__":
    main()
