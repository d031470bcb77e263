"""`urakata web`: one web process; `urakata serve` starts it."""

from __future__ import annotations

import click

from urakata.main.cli.look import Command
from urakata.main.web import serve
from urakata.main.wsgi import application


@click.command(cls=Command)
@click.option("--host", "hosts", multiple=True, required=True)
@click.option("--port", type=int, required=True)
@click.option("--threads", type=int, default=8)
def command(*, hosts: tuple[str, ...], port: int, threads: int) -> None:
    """Answer requests until told to stop."""
    serve(application, hosts, port, threads)
