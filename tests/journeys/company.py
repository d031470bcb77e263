"""The demo company on a server of its own, and everybody in it."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path
from typing import Any

from tests.journeys.office import PATIENCE, Person
from tests.main.conftest import Serving, environment, urakata, wait_for


class Company:
    """株式会社みなと商事, as `urakata demo` makes it, being served."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.run("demo")
        self.serving = Serving(home)
        self.url = f"http://localhost:{self.serving.port}"
        wait_for(lambda: "Press Ctrl-C" in self.serving.output, PATIENCE)
        self.password = (home / "demo-password").read_text(encoding="utf-8").strip()
        apps = self.person("admin")("GET", "apps")["apps"]
        self.apps = {each["code"]: each["appId"] for each in apps}

    def person(self, code: str) -> Person:
        return Person(self.url, code, self.password)

    def run(self, *arguments: str, home: Path | None = None, **more: Any) -> str:
        """What a command prints, beside the server or on another machine (`home`)."""
        done = subprocess.run(
            urakata(*arguments),
            env=environment(home or self.home),
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
            **more,
        )
        assert done.returncode == 0, (done.stdout, done.stderr)
        return done.stdout.strip()

    def close(self) -> None:
        if self.serving.process.poll() is None:
            self.serving.stop(signal.SIGINT)
