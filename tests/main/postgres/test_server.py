"""Killing things, and finding everything again."""

from __future__ import annotations

import os
import pwd
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.main.conftest import environment, is_alive, query, wait_for
from urakata.main.postgres.errors import ServerError
from urakata.main.postgres.places import DATABASE, USER
from urakata.main.postgres.server import EmbeddedServer

ServerOf = Callable[[Path], EmbeddedServer]
HOLD = """
import sys, time
from pathlib import Path
from urakata.main.postgres.server import EmbeddedServer
server = EmbeddedServer(Path(sys.argv[1]))
server.ensure()
print(server.pid, flush=True)
time.sleep(600)
"""


def hold(home: Path) -> tuple[subprocess.Popen[str], int]:
    """Another process that owns the home's server, and the server's pid."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home)],
        env=environment(home),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process.stdout as lines:
        return process, int(lines.readline())


def test_a_new_home_gets_a_database_in_utf_8_with_checksums(tmp_path: Path, server_of: ServerOf):
    server_of(tmp_path / "new").ensure()

    assert query(tmp_path / "new", "SHOW server_encoding") == [("UTF8",)]
    assert query(tmp_path / "new", "SHOW data_checksums") == [("on",)]
    assert query(tmp_path / "new", "SELECT current_database()") == [(DATABASE,)]


def test_the_server_takes_no_network_connections_and_no_strangers(home: Path, server_of: ServerOf):
    server = server_of(home)
    server.ensure()

    assert query(home, "SHOW listen_addresses") == [("",)]
    assert server.places.socket_folder.stat().st_mode & 0o777 == 0o700
    assert home.stat().st_mode & 0o777 == 0o700


def test_commits_are_durable(home: Path, server_of: ServerOf):
    server_of(home).ensure()

    settings = [query(home, f"SHOW {name}")[0][0] for name in ("fsync", "synchronous_commit")]
    assert settings == ["on", "on"]


def test_root_hands_the_server_to_nobody_and_others_run_it_themselves(
    home: Path, server_of: ServerOf
):
    server = server_of(home)
    server.ensure()

    expected = pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else os.geteuid()
    assert Path(f"/proc/{server.pid}").stat().st_uid == expected


def test_the_environment_of_the_caller_does_not_reach_the_server(
    home: Path, server_of: ServerOf, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PGPORT", "1")
    monkeypatch.setenv("PGDATA", "/nowhere")
    monkeypatch.setenv("LC_ALL", "tlh_QO.UTF-8")
    server = server_of(home)

    server.ensure()

    given = Path(f"/proc/{server.pid}/environ").read_bytes().split(b"\0")
    assert sorted(v.split(b"=")[0] for v in given if v) == [b"LC_ALL", b"PATH", b"TZ"]


def test_a_second_process_uses_the_first_ones_server(home: Path, server_of: ServerOf):
    first, second = server_of(home), server_of(home)
    first.ensure()

    second.ensure()

    assert (first.is_owner, second.is_owner) == (True, False)
    second.stop()
    assert first.answers()


def test_when_the_owner_stops_the_other_takes_over(home: Path, server_of: ServerOf):
    first, second = server_of(home), server_of(home)
    first.ensure()
    second.ensure()
    query(home, "CREATE TABLE kept AS SELECT 1 AS x")

    assert second.tick() is False
    first.stop()

    assert wait_for(second.tick)
    assert second.is_owner
    assert query(home, "SELECT x FROM kept") == [(1,)]


def test_a_killed_server_comes_back_with_everything_committed(home: Path, server_of: ServerOf):
    server = server_of(home)
    server.ensure()
    query(home, "CREATE TABLE kept (x int)")
    committed = _write_until_the_server_is_killed(server)

    assert wait_for(server.tick)

    rows = query(home, "SELECT x FROM kept ORDER BY x")
    assert committed >= 20
    assert [x for (x,) in rows][:committed] == list(range(committed))


def _write_until_the_server_is_killed(server: EmbeddedServer) -> int:
    """Commit one row after the other; the number that were acknowledged."""
    assert server.pid is not None
    host = str(server.places.socket_folder)
    count = 0
    with psycopg.connect(host=host, user=USER, dbname=DATABASE, autocommit=True) as connection:
        try:
            while True:
                connection.execute("INSERT INTO kept VALUES (%s)", [count])
                count += 1
                if count == 20:
                    os.kill(server.pid, signal.SIGKILL)
        except psycopg.OperationalError:
            return count


def test_when_the_owner_is_killed_its_server_ends_and_the_next_start_finds_all(
    home: Path, server_of: ServerOf
):
    owner, pid = hold(home)
    query(home, "CREATE TABLE kept AS SELECT 1 AS x")

    owner.kill()
    owner.wait()
    server = server_of(home)
    server.ensure()  # at once: the old server is still ending

    assert server.is_owner
    assert not is_alive(pid)
    assert query(home, "SELECT x FROM kept") == [(1,)]


def test_owner_and_server_killed_together_lose_nothing(home: Path, server_of: ServerOf):
    owner, pid = hold(home)
    query(home, "CREATE TABLE kept AS SELECT 1 AS x")

    os.kill(pid, signal.SIGKILL)
    owner.kill()
    owner.wait()

    server_of(home).ensure()
    assert query(home, "SELECT x FROM kept") == [(1,)]


@pytest.mark.parametrize("state", ["running", "zombie", "gone"])
def test_a_stale_pid_file_does_not_stop_the_start(home: Path, server_of: ServerOf, state: str):
    other = subprocess.Popen(["sleep", "0" if state != "running" else "60"])
    if state == "gone":
        other.wait()
    elif state == "zombie":  # as in a container whose first process reaps nobody
        wait_for(lambda: not is_alive(other.pid))
    _leave_pid_files(home, other.pid)

    server_of(home).ensure()

    assert query(home, "SELECT 1") == [(1,)]
    other.kill()
    other.wait()


def _leave_pid_files(home: Path, pid: int) -> None:
    """What a killed server leaves, under a number that now means another process."""
    data, run = home / "postgres" / "data", home / "postgres" / "run"
    text = f"{pid}\n{data}\n1700000000\n5432\n{run}\n\n  1234567    999999\nready   \n"
    owner = data.stat()
    for path in (data / "postmaster.pid", run / ".s.PGSQL.5432.lock"):
        path.write_text(text, encoding="ascii")
        path.chmod(0o600)
        os.chown(path, owner.st_uid, owner.st_gid)


def test_a_path_too_long_for_a_socket_gets_a_short_one(
    made_home: Path, tmp_path: Path, server_of: ServerOf
):
    deep = tmp_path / ("とても長いフォルダー名" * 5) / "home"
    deep.parent.mkdir()
    subprocess.run(["cp", "-a", str(made_home), str(deep)], check=True)
    server = server_of(deep)

    server.ensure()

    assert len(bytes(server.places.socket_folder)) < 40
    assert server.places.socket_folder.stat().st_mode & 0o777 == 0o700
    assert query(deep, "SELECT 1") == [(1,)]


def test_a_short_socket_folder_that_somebody_else_made_is_refused(
    tmp_path: Path, server_of: ServerOf
):
    server = server_of(tmp_path / ("x" * 100))
    trap = server.places.socket_folder
    trap.symlink_to(tmp_path)

    with pytest.raises(ServerError, match="not a safe folder"):
        server.ensure()

    trap.unlink()


def test_a_database_of_another_version_is_named_not_touched(home: Path, server_of: ServerOf):
    version = home / "postgres" / "data" / "PG_VERSION"
    version.write_text("14\n", encoding="ascii")

    with pytest.raises(ServerError, match=r"made by PostgreSQL 14, but .* PostgreSQL 1[5-8]"):
        server_of(home).ensure()

    assert version.read_text(encoding="ascii") == "14\n"


def test_a_server_that_cannot_start_says_why(home: Path):
    server = EmbeddedServer(home, settings={"shared_buffers": "nonsense"})

    with pytest.raises(ServerError, match="shared_buffers"):
        server.ensure()

    assert not server.is_owner


def test_only_the_main_thread_may_start_it(home: Path, server_of: ServerOf):
    caught: list[BaseException] = []
    server = server_of(home)

    def start() -> None:
        try:
            server.ensure()
        except RuntimeError as error:
            caught.append(error)

    thread = threading.Thread(target=start)
    thread.start()
    thread.join()

    assert [str(error) for error in caught] == ["the server must be started from the main thread"]
