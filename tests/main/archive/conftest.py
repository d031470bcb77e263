"""Homes to back up, and the commands that do it, also killed in the middle."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.main.conftest import environment, query, urakata
from urakata.main.postgres.server import EmbeddedServer

PEOPLE = [("Administrator",), ("admin",)]


def run(home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A command to its end."""
    return subprocess.run(
        urakata(*arguments),
        env=environment(home, **more),
        capture_output=True,
        text=True,
        check=False,
    )


def run_killed(home: Path, at: str, *arguments: str) -> None:
    """A command that is killed for good at the moment it calls the function `at`."""
    module, _, name = at.rpartition(".")
    script = (
        "import os, signal, sys, unittest.mock as mock, importlib, django\n"
        "from urakata.main.cli.root import main\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'urakata.main.settings'; django.setup()\n"
        f"module = importlib.import_module('urakata.main.archive.{module}')\n"
        f"module.{name} = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"main({list(arguments)!r})\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == -9, done.stderr


@contextmanager
def running(home: Path) -> Iterator[None]:
    """The home's server for a moment."""
    server = EmbeddedServer(home)
    server.ensure()
    try:
        yield
    finally:
        server.stop()


def ask(home: Path, sql: str) -> list[tuple[Any, ...]]:
    """Ask the server of a home where nothing runs."""
    with running(home):
        return query(home, sql)


def people(home: Path) -> list[tuple[Any, ...]]:
    return ask(home, "SELECT code FROM directory_user ORDER BY id")


def add_file(home: Path, content: bytes) -> Path:
    """A file that the database names; the home's server must be running."""
    digest = hashlib.sha256(content).hexdigest()
    path = home / "files" / digest[:2] / digest[2:4] / digest
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    query(
        home,
        "INSERT INTO record_file (id, sha256, name, content_type, size, uploader_id, uploaded_at)"
        f" VALUES (gen_random_uuid(), '{digest}', 'a', 'text/plain', {len(content)}, 1, now())",
    )
    return path
