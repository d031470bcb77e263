"""`urakata wal`: keeps the database's log elsewhere; `serve` and `worker` start it."""

from __future__ import annotations

import signal
from pathlib import Path

import click

from urakata.main.cli.look import Command
from urakata.main.home import HOME
from urakata.main.recovery.keeper import Keeper


@click.command(cls=Command)
@click.option(
    "--folder", type=click.Path(path_type=Path), envvar="URAKATA_WAL_FOLDER", required=True
)
@click.option("--days", type=click.IntRange(1), envvar="URAKATA_WAL_DAYS", default=7)
def command(*, folder: Path, days: int) -> None:
    """Keep on until told to stop."""
    keeper = Keeper(HOME, folder.absolute(), days)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, keeper.stop)
    keeper.run()
