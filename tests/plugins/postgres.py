"""A PostgreSQL for the tests: `DATABASE_URL` when it is set, else our own embedded server.

Loaded by pytest's options before Django reads its settings. Workers of pytest-xdist inherit the
environment and share the one server; each makes its own database in it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from urakata.main.postgres.places import DATABASE, USER
from urakata.main.postgres.server import EmbeddedServer

# nothing outlives the run: speed is all that counts
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    if not os.environ.get("DATABASE_URL"):
        _start(early_config)
    return (yield)


def _start(config: pytest.Config) -> None:
    home = Path(tempfile.mkdtemp(prefix="urakata-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    server = EmbeddedServer(home, settings=CARELESS)
    server.ensure()
    config.add_cleanup(server.stop)
    os.environ["URAKATA_HOME"] = str(home)
    os.environ["DATABASE_URL"] = (
        f"postgresql://{USER}@/{DATABASE}?host={server.places.socket_folder}"
    )
