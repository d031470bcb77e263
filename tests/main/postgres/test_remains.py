"""Only a live server in its own data folder counts as one."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from urakata.main.postgres.remains import clear, processes_in
from urakata.main.postgres.server import EmbeddedServer


def test_a_running_server_is_found_with_all_its_processes(
    home: Path, server_of: Callable[[Path], EmbeddedServer]
):
    server = server_of(home)
    server.ensure()

    found = processes_in(server.places.data)

    assert server.pid in found
    assert len(found) > 3


def test_somebody_who_just_stands_in_the_folder_is_not_a_server(
    home: Path, server_of: Callable[[Path], EmbeddedServer]
):
    places = server_of(home).places
    here = Path.cwd()
    os.chdir(places.data)
    try:
        clear(places)
    finally:
        os.chdir(here)

    assert processes_in(places.data) == []
