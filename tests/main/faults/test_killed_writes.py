"""`kill -9` of web, worker and database while many write: what was acknowledged is there, once."""

from __future__ import annotations

import itertools
import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.main.archive.conftest import run
from tests.main.conftest import Serving, query, wait_for
from tests.main.faults.clients import AMOUNT, TITLE, Ledger, Writer, make_ledger

pytestmark = pytest.mark.slow
#: ``URAKATA_FAULT_WRITES=10000`` takes some minutes; the suite has less time
WRITES = int(os.environ.get("URAKATA_FAULT_WRITES", "200"))
WRITERS = (1, 1, 1, 5)  #: records at a time


def test_every_acknowledged_write_is_there_once_whatever_is_killed(
    migrated: Path, serve: Callable[..., Serving]
):
    serving = serve(migrated).wait()
    ledger = make_ledger(serving)
    goal = WRITES // len(WRITERS)
    writers = [Writer(ledger, f"w{n}", goal, size) for n, size in enumerate(WRITERS)]
    with ThreadPoolExecutor(len(writers)) as pool:
        running = [pool.submit(writer.run) for writer in writers]
        kills = kill_in_turn(serving, writers, running)
        for each in running:
            each.result()

    assert kills >= 3
    numbers = sorted(number for writer in writers for number in writer.acknowledged)
    assert len(numbers) == len(set(numbers)) >= WRITES
    assert stored(migrated, ledger) == numbers
    assert lines(migrated, ledger) == [(2, len(numbers))]
    wait_for(lambda: is_indexed(migrated, ledger))
    assert found(ledger, f'{TITLE} like "決裁"') == len(numbers)
    assert found(ledger, f"{AMOUNT} = 1") == len(numbers)
    assert journalled(migrated, ledger) == (len(numbers), len(numbers))
    for step in ("seal", "verify"):
        done = run(migrated, "journal", step)
        assert done.returncode == 0, done.stderr
    print(f"{len(numbers)} records, {kills} kills, {sum(w.doubts for w in writers)} doubts")


def kill_in_turn(serving: Serving, writers: list[Writer], running: list[Future[None]]) -> int:
    """Kill a process each time some more was written; how many were killed by the end."""
    step = min(WRITES // 5, 500)
    kills, last = 0, 0
    victims = itertools.cycle(("postgres", "web", "jobs"))
    while not all(each.done() for each in running):
        done = sum(len(writer.acknowledged) for writer in writers)
        if done >= last + step and kill(serving, next(victims)):
            kills, last = kills + 1, done
        time.sleep(0.02)
    return kills


def kill(serving: Serving, name: str) -> bool:
    pid = wait_for(lambda: serving.children().get(name))
    os.kill(pid, signal.SIGKILL)
    wait_for(lambda: serving.children().get(name) not in (None, pid))
    return True


def stored(home: Path, ledger: Ledger) -> list[str]:
    """The numbers as the table itself has them, by no index."""
    column = query(
        home,
        "SELECT attname FROM pg_attribute WHERE attrelid ="
        f" 'ledger.app_{ledger.app}'::regclass AND attname ~ '^f[0-9]+$' ORDER BY attnum LIMIT 1",
    )[0][0]
    scan = "WHERE ctid >= '(0,0)'"  # from the first page to the last, by no index
    rows = query(home, f"SELECT {column} FROM ledger.app_{ledger.app} {scan}")
    return sorted(str(row[0]) for row in rows)


def lines(home: Path, ledger: Ledger) -> list[tuple[int, int]]:
    """How many records have how many lines in their table, as ``(lines, records)``."""
    table = query(
        home,
        "SELECT c.oid::regclass::text FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace"
        f" WHERE nspname = 'ledger' AND relkind = 'r' AND relname ~ '^app_{ledger.app}_t[0-9]+$'",
    )[0][0]
    return query(
        home,
        f"SELECT lines, count(*) FROM (SELECT r.id, count(t.record_id) AS lines FROM ledger.app_{ledger.app} AS r"
        f" FULL JOIN {table} AS t ON t.record_id = r.id GROUP BY r.id) AS x GROUP BY lines",
    )


def is_indexed(home: Path, ledger: Ledger) -> bool:
    """Whether the search text of every record is there."""
    table = f"ledger.app_{ledger.app}"
    return query(
        home, f"SELECT (SELECT count(*) FROM {table}) = (SELECT count(*) FROM {table}_s)"
    ) == [(True,)]


def found(ledger: Ledger, condition: str) -> int:
    _, answer = ledger.ask(
        "GET",
        f"records.json?app={ledger.app}&totalCount=true&query={quote(condition + ' limit 1')}",
    )
    return int(answer["totalCount"])


def journalled(home: Path, ledger: Ledger) -> tuple[int, int]:
    """Entries about added records, and different records they are about."""
    return query(
        home,
        "SELECT count(*), count(DISTINCT record_id) FROM journal_entry"
        f" WHERE kind = 'record.add' AND app_id = {ledger.app}",
    )[0]
