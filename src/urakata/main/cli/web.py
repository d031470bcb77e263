"""`urakata web`: one web process; `urakata serve` starts it."""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from typing import Final

import click

from urakata.main.cli.look import Command
from urakata.main.web import serve
from urakata.main.wsgi import application

LONGEST_STATEMENT: Final = "-c statement_timeout=15min"
"""No question may keep the embedded database busy for longer; a server of one's own has its own limits."""


@click.command(cls=Command)
@click.option("--host", "hosts", multiple=True, required=True)
@click.option("--port", type=int, required=True)
@click.option("--threads", type=int, default=8)
def command(*, hosts: tuple[str, ...], port: int, threads: int) -> None:
    """Answer requests until told to stop."""
    bound_statements(os.environ)
    serve(application, hosts, port, threads)


def bound_statements(environment: MutableMapping[str, str]) -> None:
    """Let every connection of this process to the embedded server begin with a time limit."""
    if not environment.get("DATABASE_URL"):
        environment.setdefault("PGOPTIONS", LONGEST_STATEMENT)
