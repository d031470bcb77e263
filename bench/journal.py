"""What the journal costs: the same writes with it and without, turn by turn in one run."""

from __future__ import annotations

import contextlib
import copy
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from bench import ledger
from bench.cases import Bench, Work
from bench.measure import time_both
from bench.server import PORT, administrator, cpu_seconds, processes_of, wait_until_up

BESIDE: Final = PORT + 1
IMPORTED: Final = 5_000  #: rows of each import that is compared
IMPORTS: Final = 12


@contextlib.contextmanager
def unjournalled(home: Path) -> Iterator[None]:
    """A second web process on the same database, which writes no journal."""
    environment = os.environ | {"URAKATA_HOME": str(home), "URAKATA_REQUESTS_PER_MINUTE": "1000000"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "bench.unjournalled", str(BESIDE)]
    process = subprocess.Popen(command, env=environment)
    try:
        wait_until_up(process, BESIDE)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def measure_journal(bench: Bench, home: Path, seconds: float) -> list[dict[str, Any]]:
    """Rows of the table in which the floor is ourselves without the journal."""
    with unjournalled(home):
        plain = copy.copy(bench)
        plain.client, plain.number = administrator(home, BESIDE), bench.number + 5 * 10**6
        cases: list[tuple[str, Work, Work, float | None]] = [
            ("add one", bench.add(1), plain.add(1), 1.4),
            ("add 100", bench.add(100), plain.add(100), 1.25),
            ("update one", bench.update_one, plain.update_one, None),
            (f"import {IMPORTED:,}", _imports(bench), _imports(plain), None),
        ]
        web = processes_of("web", home)
        return [_row(case, web, seconds) for case in cases]


def _row(
    case: tuple[str, Work, Work, float | None], web: list[int], seconds: float
) -> dict[str, Any]:
    name, journalled, plain, target = case
    is_import = name.startswith("import")
    before = cpu_seconds(web)
    times = (0.0, IMPORTS - 2, 1) if is_import else (seconds, 20, 5)
    ours, without = time_both(journalled, plain, seconds=times[0], least=times[1], warm_up=times[2])
    cpu = (cpu_seconds(web) - before) * 1000 / ours.calls
    return {
        "name": f"{name}, with and without journal",
        "ours": ours.as_dict() | {"cpu_ms": cpu},
        "floor": without.as_dict(),
        "ratio": ours.p50 / without.p50,
        "target": target,
    }


def _imports(bench: Bench) -> Work:
    """Files that are made beforehand, each taken once."""
    boundary = "urakata-bench"
    kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="r.csv"\r\n'
        "Content-Type: text/csv\r\n\r\n"
    )
    bodies = []
    for _ in range(IMPORTS):
        rows = ledger.as_csv(IMPORTED, users=("admin",), first=bench.number + 1)
        bench.number += IMPORTED
        bodies.append(b"".join([head.encode(), *rows, f"\r\n--{boundary}--\r\n".encode()]))
    return lambda _: bench.client.call(
        "POST", f"/api/v1/apps/{bench.app}/import", bodies.pop(), **kind
    )
