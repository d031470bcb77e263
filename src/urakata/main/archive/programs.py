"""PostgreSQL's own programs, pointed at the database that Django uses."""

from __future__ import annotations

import os
import subprocess
from typing import Final

from django.db import connection

from urakata.kernel.text import Text
from urakata.main.archive.manifest import ArchiveError
from urakata.main.postgres.binaries import find_client

FAILED: Final = Text("「{program}」が失敗しました：{reason}", "{program} failed: {reason}")


def run(program: str, *arguments: str) -> None:
    """Run a program to its end; raises `ArchiveError` with its words if it fails."""
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own programs
        [find_client(program), *arguments],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise failed(program, done.stderr)


def failed(program: str, reason: str) -> ArchiveError:
    """The error that says what the program said."""
    return ArchiveError(FAILED.fill(program=program, reason=reason.strip()))


def environment() -> dict[str, str]:
    """Where the database is, as libpq wants to be told; none of the caller's own `PG*`."""
    settings = connection.settings_dict
    options = {f"PG{name.upper()}": str(value) for name, value in settings["OPTIONS"].items()}
    found = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PG")},
        **options,
        "PGHOST": str(settings["HOST"]),
        "PGPORT": str(settings["PORT"]),
        "PGUSER": str(settings["USER"]),
        "PGPASSWORD": str(settings["PASSWORD"]),
        "PGDATABASE": str(settings["NAME"]),
        "LC_ALL": "C",
    }
    return {name: value for name, value in found.items() if value}
