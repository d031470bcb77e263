"""A real server with the demo company, and kintone's official clients as processes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from tests.main.conftest import Serving, wait_for
from tests.main.conftest import environment as own_environment

HERE = Path(__file__).parent
Run = Callable[..., subprocess.CompletedProcess[str]]


@dataclass(frozen=True)
class Company:
    """Where the server is, and the administrator's password."""

    url: str
    password: str
    home: Path

    def urakata(self, *arguments: str) -> str:
        """What a command of ours prints, run beside the server."""
        command = [sys.executable, "-m", "urakata.main", *arguments]
        done = subprocess.run(
            command, env=own_environment(self.home), capture_output=True, text=True, check=True
        )
        return done.stdout.strip()


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """`urakata serve --demo` in a home of its own, for all tests of the session."""
    home = tmp_path_factory.mktemp("company") / "home"
    serving = Serving(home, "--demo")
    try:
        wait_for(lambda: "Press Ctrl-C" in serving.output, seconds=180)
        password = (home / "demo-password").read_text(encoding="utf-8").strip()
        yield Company(f"http://localhost:{serving.port}", password, home)
    finally:
        serving.stop()


def run_node(company: Company, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a script or a client's command line against the company."""
    return subprocess.run(
        command,
        cwd=HERE,
        env=environment(company),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def node(company: Company) -> Run:
    """`run_node` against the session's company."""
    return partial(run_node, company)


@pytest.fixture
def kintone(node: Run, company: Company) -> Run:
    """Runs ``cli-kintone``; fails the test when it fails."""

    def run(*arguments: str, by_token: bool = False) -> subprocess.CompletedProcess[str]:
        who = () if by_token else ("--username", "admin", "--password", company.password)
        client = ("node", "node_modules/@kintone/cli/cli.js")
        done = node(*client, *arguments, "--base-url", company.url, *who)
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    return run


def environment(company: Company) -> dict[str, str]:
    """No proxy between the clients and the server."""
    kept = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    return kept | {"BASE_URL": company.url, "PASSWORD": company.password, "NO_PROXY": "localhost"}
