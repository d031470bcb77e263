"""Chores: again and again, through failures, and one process at a time."""

from __future__ import annotations

import threading
import time

import psycopg
import pytest
from django.db import connection

from urakata.main.chores import CHORES
from urakata.main.postgres.locks import SWEEP_LOCK
from urakata.main.upkeep import Chore, run_forever, start_all, wait_for_all


def test_a_chore_with_work_left_is_done_again_at_once():
    stop, left = threading.Event(), [3, 2, 1]

    def work() -> int:
        if not left:
            stop.set()
            return 0
        return left.pop()

    started = time.monotonic()
    run_forever(Chore("test", 60.0, work), stop)

    assert left == []
    assert time.monotonic() - started < 5


def test_a_failing_chore_is_tried_again(caplog: pytest.LogCaptureFixture):
    stop, calls = threading.Event(), []

    def work() -> None:
        calls.append(1)
        if len(calls) == 3:
            stop.set()
            return
        raise ValueError("broken")

    run_forever(Chore("mending", 0.001, work), stop)

    assert len(calls) == 3
    assert caplog.text.count("mending failed") == 2


@pytest.mark.django_db
def test_what_one_process_is_doing_no_other_does():
    parameters = connection.get_connection_params()
    wanted = {k: parameters[k] for k in ("host", "port", "user", "dbname") if k in parameters}
    stop, calls = threading.Event(), []
    chore = Chore("sweep", 0.01, lambda: calls.append(1), alone=True)

    with psycopg.connect(**wanted, autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s, hashtext('sweep'))", [SWEEP_LOCK])
        threads = start_all((chore,), stop)
        time.sleep(0.3)
        while_held = len(calls)
        other.execute("SELECT pg_advisory_unlock_all()")
        deadline = time.monotonic() + 10
        while not calls and time.monotonic() < deadline:
            time.sleep(0.01)
    stop.set()
    wait_for_all(threads)

    assert while_held == 0
    assert len(calls) >= 1


@pytest.mark.django_db
@pytest.mark.parametrize("chore", CHORES, ids=lambda chore: chore.name)
def test_every_chore_runs_on_an_empty_database(chore: Chore):
    assert not chore.run()
