"""`urakata jobs`: the job process itself; `serve` and `worker` start it."""

from __future__ import annotations

import click

from urakata.main.chores import CHORES
from urakata.main.cli.look import Command
from urakata.main.jobs import work


@click.command(cls=Command)
@click.option("--concurrency", type=int, envvar="URAKATA_JOBS", default=2)
def command(*, concurrency: int) -> None:
    """Work on jobs and chores until told to stop."""
    work(CHORES, concurrency=concurrency)
