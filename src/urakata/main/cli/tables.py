"""What every command on the company's data needs: a database whose tables are up to date."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

from urakata.directory.actor import Actor
from urakata.directory.actors import system_actor
from urakata.journal import context
from urakata.main.archive.restore import finish_interrupted
from urakata.main.home import HOME, is_embedded
from urakata.main.migrations import migrate
from urakata.main.postgres.roles import act_as_application
from urakata.main.supervisor import database


@contextmanager
def tables() -> Iterator[Actor]:
    """A ready database for the length of one command, and the system itself to act in it."""
    with database(HOME) as server:
        try:
            finish_interrupted(HOME)
            migrate()
            if is_embedded():
                act_as_application()
            context.begin(context.Source("cli"))
            yield system_actor()
        finally:
            context.end()
            if server is not None:  # which is about to stop
                connections.close_all()
