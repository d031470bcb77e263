"""A server of its own for the browser: its data in a new folder, gone afterwards."""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATIENCE = 120  #: seconds until a cold start must have answered


@dataclass(frozen=True)
class Running:
    """A server, and who may do everything on it."""

    url: str
    code: str
    password: str
    home: Path | None = None

    def hire(self, code: str, name: str, *options: str) -> Running:
        """Add somebody by the command line; the server as them."""
        told = self.command("user", "add", code, "--name", name, "--random-password", *options)
        return Running(self.url, code, told.rpartition("Password: ")[2].split()[0])

    def command(self, *arguments: str) -> str:
        """What a command of the command line says."""
        done = subprocess.run(
            [sys.executable, "-m", "urakata.main", *arguments],
            env={**_kept(), "URAKATA_HOME": str(self.home), "URAKATA_LANG": "en"},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """One call of kintone's API as the administrator."""
        pair = base64.b64encode(f"{self.code}:{self.password}".encode()).decode()
        request = urllib.request.Request(
            f"{self.url}{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"X-Cybozu-Authorization": pair, "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                raise AssertionError(f"{method} {path}: {error.read().decode()}") from error


@contextmanager
def running() -> Iterator[Running]:
    """`urakata serve` until the tests are over; `URAKATA_TEST_URL` names one that runs already."""
    if given := os.environ.get("URAKATA_TEST_URL"):
        yield Running(given, "admin", os.environ["URAKATA_TEST_PASSWORD"])
        return
    home = Path(tempfile.mkdtemp(prefix="urakata-browser-"))
    port = _free_port()
    process = _start(home, port)
    try:
        yield _wait(process, home, port)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
        shutil.rmtree(home, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start(home: Path, port: int) -> subprocess.Popen[bytes]:
    with (home / "serve.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "urakata.main", "serve", "--port", str(port)],
            env={**_kept(), "URAKATA_HOME": str(home)},
            stdout=log,
            stderr=subprocess.STDOUT,
        )


def _kept() -> dict[str, str]:
    left_out = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PORT"}
    return {key: value for key, value in os.environ.items() if key not in left_out}


def _wait(process: subprocess.Popen[bytes], home: Path, port: int) -> Running:
    url = f"http://localhost:{port}"
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=2):
                password = (home / "admin-password").read_text(encoding="utf-8").strip()
                return Running(url, "admin", password, home)
        except OSError:
            time.sleep(0.2)
    raise AssertionError((home / "serve.log").read_text(encoding="utf-8"))
