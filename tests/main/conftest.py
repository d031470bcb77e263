"""Homes with servers of their own, and the command line as a real process."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from urakata.main.postgres.places import DATABASE, USER, Places
from urakata.main.postgres.server import EmbeddedServer

Run = Callable[..., subprocess.CompletedProcess[str]]


def environment(home: Path, **more: str) -> dict[str, str]:
    """What a process of its own gets: its home, and nothing of the tests' database."""
    kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "PORT")}
    return kept | {"URAKATA_HOME": str(home), "URAKATA_LANG": "en", "PYTHONWARNINGS": ""} | more


def urakata(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "urakata.main", *arguments]


def query(home: Path, sql: str) -> list[tuple[Any, ...]]:
    """Ask a home's server directly."""
    host = str(Places(home).socket_folder)
    with psycopg.connect(
        host=host, port=5432, user=USER, dbname=DATABASE, autocommit=True
    ) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchall() if cursor.description else []


def wait_for(condition: Callable[[], Any], seconds: float = 90.0) -> Any:
    """The first true answer; fails when there is none in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := condition():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds} s: {condition}")


def is_alive(pid: int) -> bool:
    """Whether a process runs; a zombie does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def copy_home(source: Path, target: Path) -> Path:
    """A data folder as it lies, owners included (as root, the database is nobody's)."""
    subprocess.run(["cp", "-a", str(source), str(target)], check=True)
    return target


@pytest.fixture(scope="session")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a database that nobody has used yet; copy it, do not touch it."""
    home = tmp_path_factory.mktemp("made") / "home"
    server = EmbeddedServer(home)
    server.ensure()
    server.stop()
    return home


@pytest.fixture(scope="session")
def migrated_home(made_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with all tables and the first administrator; copy it, do not touch it."""
    home = copy_home(made_home, tmp_path_factory.mktemp("migrated") / "home")
    server = EmbeddedServer(home)
    server.ensure()
    subprocess.run(urakata("prepare"), env=environment(home), check=True, capture_output=True)
    server.stop()
    return home


@pytest.fixture
def home(made_home: Path, tmp_path: Path) -> Path:
    """A home of this test's own."""
    return copy_home(made_home, tmp_path / "home")


@pytest.fixture
def server_of() -> Iterator[Callable[[Path], EmbeddedServer]]:
    """Makes server objects and stops them at the end, also when the test fails."""
    made: list[EmbeddedServer] = []

    def make(home: Path) -> EmbeddedServer:
        made.append(EmbeddedServer(home))
        return made[-1]

    yield make
    for server in made:
        server.stop()


class Serving:
    """`urakata serve` as a process."""

    def __init__(self, home: Path, *arguments: str, **more: str) -> None:
        self.home, self.port = home, free_port()
        self.log = home.with_name(f"{home.name}-{self.port}.log")
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                urakata("serve", "--port", str(self.port), *arguments),
                env=environment(home, **more),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    @property
    def output(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def wait(self) -> Serving:
        wait_for(lambda: "Press Ctrl-C" in self.output or self.process.poll() is not None)
        assert self.process.poll() is None, self.output
        return self

    def children(self) -> dict[str, int]:
        """The pids of our child processes by their commands."""
        found = subprocess.run(
            ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        lines = [line.split(None, 1) for line in found.splitlines()]
        names = ("web", "jobs", "postgres")
        return {n: int(pid) for pid, args in lines for n in names if _is_command(n, args)}

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)


def _is_command(name: str, arguments: str) -> bool:
    words = arguments.split()
    return words[0].endswith(f"/{name}") or f"urakata.main {name}" in arguments


@pytest.fixture
def serve() -> Iterator[Callable[..., Serving]]:
    """Starts servers and ends them, also when the test fails."""
    started: list[Serving] = []

    def start(home: Path, *arguments: str, **more: str) -> Serving:
        started.append(Serving(home, *arguments, **more))
        return started[-1]

    yield start
    for serving in started:
        if serving.process.poll() is None:
            serving.stop()


@pytest.fixture
def migrated(migrated_home: Path, tmp_path: Path) -> Path:
    """A home with tables, of this test's own."""
    return copy_home(migrated_home, tmp_path / "home")


@pytest.fixture(autouse=True, scope="session")
def _no_leftovers_in_tmp() -> Iterator[None]:
    """Sockets of homes with long paths lie in /tmp under a hashed name."""
    before = set(Path("/tmp").glob("urakata-*"))
    yield
    for folder in set(Path("/tmp").glob("urakata-*")) - before:
        if _is_left_over(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_left_over(folder: Path) -> bool:
    """Whether no server is there; another worker of this test run may just be starting one."""
    try:
        lock = (folder / ".s.PGSQL.5432.lock").read_text(encoding="utf-8")
    except FileNotFoundError:
        return folder.is_dir() and time.time() - folder.stat().st_mtime > 60
    return not is_alive(int(lock.split("\n", 1)[0]))
