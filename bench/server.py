"""The measured server: `urakata serve` in a home of its own, and a straight line to its database."""

from __future__ import annotations

import base64
import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from urakata.main.postgres.places import Places

PORT = int(os.environ.get("BENCH_PORT", "8765"))


class Client:
    """One keep-alive connection that speaks kintone's API as the administrator."""

    def __init__(self, login: str, password: str, port: int = PORT) -> None:
        proof = base64.b64encode(f"{login}:{password}".encode()).decode()
        self.headers = {"X-Cybozu-Authorization": proof}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=3600)

    def call(self, method: str, path: str, body: object = None, **headers: str) -> bytes:
        """Send and read whole; anything but 2xx ends the run."""
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        sent = self.headers | ({"Content-Type": "application/json"} if data else {}) | headers
        self.connection.request(method, path, data, sent)
        response = self.connection.getresponse()
        answer = response.read()
        if response.status >= 300:
            raise SystemExit(f"{method} {path}: {response.status} {answer[:2000].decode()}")
        return answer

    def json(self, method: str, path: str, body: object = None) -> Any:
        return json.loads(self.call(method, path, body))


def administrator(home: Path, port: int = PORT) -> Client:
    """The first user of a home."""
    names = ("demo-password", "admin-password")
    path = next(home / name for name in names if (home / name).exists())
    return Client("admin", path.read_text().strip(), port)


@contextlib.contextmanager
def serving(home: Path) -> Iterator[float]:
    """Run the server; gives the seconds from the command to the first answer."""
    environment = os.environ | {"URAKATA_HOME": str(home), "PORT": str(PORT), "URAKATA_LANG": "en"}
    environment["URAKATA_REQUESTS_PER_MINUTE"] = "1000000"  # counted, and never reached
    environment.pop("DATABASE_URL", None)
    begun = time.perf_counter()
    log = (home / "bench-server.log").open("ab")
    process = subprocess.Popen(
        [sys.executable, "-m", "urakata.main", "serve"], env=environment, stdout=log, stderr=log
    )
    try:
        wait_until_up(process)
        yield time.perf_counter() - begun
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def wait_until_up(process: subprocess.Popen[bytes], port: int = PORT) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit("The server ended; see bench-server.log.")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/k/v1/apis.json")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.02)
    raise SystemExit("The server did not answer within two minutes.")


def straight(home: Path) -> psycopg.Connection:
    """A connection to the same database, past Urakata."""
    folder = Places(home).socket_folder
    return psycopg.connect(host=str(folder), user="urakata", dbname="urakata", autocommit=True)


def processes_of(word: str, home: Path) -> list[int]:
    """Pids of this home's processes whose command line has a word (`web`, `jobs`)."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            command = (entry / "cmdline").read_bytes().split(b"\0")
            is_ours = f"URAKATA_HOME={home}".encode() in (entry / "environ").read_bytes().split(
                b"\0"
            )
            if is_ours and b"urakata.main" in command and word.encode() in command:
                found.append(int(entry.name))
    return found


def resident_megabytes(pid: int, key: str = "VmRSS") -> float:
    """Resident memory now, or at its peak (`VmHWM`)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(key):
            return int(line.split()[1]) / 1024
    return 0.0


def cpu_seconds(pids: list[int]) -> float:
    """User and system time so far."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
