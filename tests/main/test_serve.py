"""The whole process tree: up, answering, killed in every way, and ended cleanly."""

from __future__ import annotations

import os
import signal
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.main.conftest import (
    Serving,
    environment,
    is_alive,
    query,
    urakata,
    wait_for,
)

Serve = Callable[..., Serving]
pytestmark = pytest.mark.slow


def get(port: int, path: str = "/health", host: str = "localhost") -> tuple[int, dict[str, str]]:
    """Status and headers of an answer."""
    try:
        with urllib.request.urlopen(f"http://{host}:{port}{path}", timeout=10) as answer:
            return answer.status, dict(answer.headers)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers)


def answers(port: int) -> bool:
    try:
        return get(port)[0] == 200
    except OSError:
        return False


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """One server, started with nothing at all, for the tests that only look."""
    started = Serving(tmp_path_factory.mktemp("serving") / "new")
    yield started.wait()
    assert started.stop() == 0


def test_the_first_start_makes_tables_and_somebody_who_can_sign_in(serving: Serving):
    people = query(serving.home, "SELECT code FROM directory_user ORDER BY id")

    assert people == [("Administrator",), ("admin",)]


def test_it_answers_on_both_loopback_addresses(serving: Serving):
    assert get(serving.port, host="127.0.0.1")[0] == 200
    assert get(serving.port, host="[::1]")[0] == 200


def test_it_is_not_seen_from_the_network(serving: Serving):
    listening = subprocess.run(["ss", "-ltnH"], capture_output=True, text=True, check=True).stdout
    ours = {line.split()[3] for line in listening.splitlines() if f":{serving.port} " in line}

    assert ours == {f"127.0.0.1:{serving.port}", f"[::1]:{serving.port}"}


def test_it_says_where_it_is_and_how_to_sign_in(serving: Serving):
    password = (serving.home / "admin-password").read_text(encoding="utf-8").strip()

    assert f"http://localhost:{serving.port}\n" in serving.output
    assert f"User: admin    Password: {password}\n" in serving.output
    assert (serving.home / "admin-password").stat().st_mode & 0o777 == 0o600


def test_every_page_has_strict_headers(serving: Serving):
    status, headers = get(serving.port, "/")

    assert status == 200
    assert "script-src 'self';" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-cache"
    assert len(headers["x-request-id"]) == 32


def test_the_processes_are_small(serving: Serving):
    get(serving.port, "/")
    for pid in (serving.process.pid, serving.children()["web"]):
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        resident = int(status.split("VmRSS:")[1].split()[0]) // 1024
        assert resident < 200


def test_requests_and_jobs_have_a_role_that_cannot_change_the_journal(serving: Serving):
    """While the journal is sealed by it all the same: once a minute, the first time at once."""
    get(serving.port, "/k/v1/apis.json")
    wait_for(lambda: query(serving.home, "SELECT 1 FROM journal_head"))

    assert query(
        serving.home,
        "SELECT DISTINCT usename FROM pg_stat_activity"
        " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
    ) == [("urakata_app",)]


def test_a_port_in_use_is_refused_before_anything_starts(serving: Serving, migrated: Path):
    done = subprocess.run(
        urakata("serve", "--port", str(serving.port)),
        env=environment(migrated),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert f"Port {serving.port} is used by another program" in done.stderr
    assert get(serving.port)[0] == 200


def test_two_servers_share_a_database_and_the_second_survives_the_first(
    migrated: Path, serve: Serve
):
    first = serve(migrated).wait()
    second = serve(migrated, "--no-worker").wait()
    assert sorted(second.children()) == ["web"]

    assert first.stop() == 0

    wait_for(lambda: "postgres" in second.children())
    wait_for(lambda: answers(second.port))


def test_killed_children_come_back_and_requests_wait_for_the_database(migrated: Path, serve: Serve):
    serving = serve(migrated).wait()
    before = wait_for(lambda: len(serving.children()) == 3 and serving.children())

    os.kill(before["postgres"], signal.SIGKILL)
    assert get(serving.port)[0] == 200
    os.kill(before["web"], signal.SIGKILL)
    os.kill(before["jobs"], signal.SIGKILL)

    def all_are_new() -> bool:
        now = serving.children()
        return len(now) == 3 and not set(now.values()) & set(before.values())

    wait_for(all_are_new)
    wait_for(lambda: answers(serving.port))


def test_when_it_is_killed_nothing_stays_and_it_starts_again(migrated: Path, serve: Serve):
    serving = serve(migrated).wait()
    pids = wait_for(lambda: len(serving.children()) == 3 and serving.children())
    query(migrated, "CREATE TABLE kept AS SELECT 1 AS x")

    serving.process.kill()
    serving.process.wait()

    wait_for(lambda: not any(map(is_alive, pids.values())))
    serve(migrated).wait()
    assert query(migrated, "SELECT x FROM kept") == [(1,)]


def test_it_ends_cleanly_when_all_of_it_is_told_to_more_than_once(migrated: Path, serve: Serve):
    serving = serve(migrated).wait()
    pids = wait_for(lambda: len(serving.children()) == 3 and serving.children())

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGINT):
        os.killpg(serving.process.pid, number)

    assert serving.process.wait(15) == 0
    assert not any(map(is_alive, pids.values()))
    log = (migrated / "postgres.log").read_text(encoding="utf-8")
    assert log.rstrip().endswith("database system is shut down")
