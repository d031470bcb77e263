"""What must be done again and again beside the jobs: the search index, and sweeping up."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.db import connection

from urakata.main.postgres.locks import SWEEP_LOCK

logger = logging.getLogger("urakata.upkeep")
LONGEST_PAUSE: Final = 60.0
GRACE_SECONDS: Final = 3.0


@dataclass(frozen=True, slots=True)
class Chore:
    """Something to do every so many seconds, in a thread of its own.

    `run` returns how much there was; anything but nothing means: at once again. With `alone`, one
    process of the installation does it at a time.
    """

    name: str
    seconds: float
    run: Callable[[], object]
    alone: bool = False


def run_forever(chore: Chore, stop: threading.Event) -> None:
    """Do the chore until told to stop; a failure is logged and tried again, ever more slowly."""
    failures = 0
    while not stop.is_set():
        pause = chore.seconds
        try:
            if _do(chore):
                pause = 0.0
            failures = 0
        except Exception:
            failures += 1
            pause = min(LONGEST_PAUSE, chore.seconds * 2**failures)
            logger.exception("%s failed; again in %.0f s", chore.name, pause)
        stop.wait(pause)
    connection.close()


def _do(chore: Chore) -> object:
    if not chore.alone:
        return chore.run()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, hashtext(%s))", [SWEEP_LOCK, chore.name])
        if not cursor.fetchone()[0]:
            return None
        try:
            chore.run()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", [SWEEP_LOCK, chore.name])
    return None


def start_all(chores: tuple[Chore, ...], stop: threading.Event) -> list[threading.Thread]:
    """A thread for each chore."""
    threads = [
        # what a chore does is done in transactions: to be cut off does no harm
        threading.Thread(target=run_forever, args=(chore, stop), name=chore.name, daemon=True)
        for chore in chores
    ]
    for thread in threads:
        thread.start()
    return threads


def wait_for_all(threads: list[threading.Thread]) -> None:
    """Give the chores a moment to finish; they may be waiting for a database that is gone."""
    deadline = time.monotonic() + GRACE_SECONDS
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
