"""Everybody at once, and the plug pulled in the middle: nothing doubled, nothing half."""

from __future__ import annotations

import http.client
import os
import signal
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any
from urllib.error import URLError

import pytest

from tests.journeys.office import PATIENCE, STAFF, Office, Person, record, unique
from tests.main.conftest import query, wait_for

WRITERS = 50
EACH = 3
MANY = 10_000
COUNTED = """
format: 1
name: 受付簿
fields:
  - {type: SINGLE_LINE_TEXT, code: 受付番号, numbering: {pattern: "U-{seq:6}", gapFree: true}}
  - {type: SINGLE_LINE_TEXT, code: 件名, required: true}
"""


@pytest.fixture
def ledger(office: Office) -> str:
    """A numbered app of this test's own."""
    return office.app_of(COUNTED)


@pytest.fixture
def staff(office: Office) -> list[Person]:
    return [office.person(code) for code in STAFF]


def at_once(jobs: Iterable[Callable[[], Any]]) -> list[Any]:
    """Run jobs at the same moment; their answers in order."""
    jobs = list(jobs)
    barrier = threading.Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> Any:
        barrier.wait()
        return job()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def numbers(person: Person, app: str) -> list[str]:
    return sorted(each["受付番号"] for each in person.find(app, "limit 500"))


def running_from_1(count: int) -> list[str]:
    return [f"U-{n:06}" for n in range(1, count + 1)]


def test_fifty_writers_get_numbers_without_gap_or_double(ledger, staff):
    def write(person: Person) -> list[int]:
        bad = person("POST", "record", app=ledger, record=record(件名=""))
        rows = [record(件名=f"{person.code} {n}") for n in range(EACH)]
        return [bad.status, person("POST", "records", app=ledger, records=rows).status]

    people = [staff[n % len(staff)] for n in range(WRITERS)]
    answers = at_once([lambda person=person: write(person) for person in people])

    assert answers == [[400, 200]] * WRITERS
    assert numbers(staff[0], ledger) == running_from_1(WRITERS * EACH)


def test_of_two_editors_one_wins_and_the_other_is_told(ledger, staff):
    suzuki, takahashi = staff[:2]

    def edit(person: Person, id_: str) -> int:
        change = record(件名=f"{person.code}の件名")
        return person("PUT", "record", app=ledger, id=id_, revision=1, record=change).status

    for _ in range(10):
        id_ = suzuki.add(ledger, 件名="はじめ")
        told = at_once([lambda: edit(suzuki, id_), lambda: edit(takahashi, id_)])  # noqa: B023
        winner = (suzuki, takahashi)[told.index(200)]
        assert sorted(told) == [200, 409]
        kept = suzuki.read(ledger, id_)
        assert (kept["件名"], kept["$revision"]) == (f"{winner.code}の件名", "2")


def test_of_many_who_add_the_same_code_one_succeeds(office, staff):
    app = office.app_of(
        "format: 1\nname: 品目\nfields:\n"
        "  - {type: SINGLE_LINE_TEXT, code: 品目コード, unique: true}\n"
    )
    code = unique("P-")

    told = at_once(
        [
            lambda n=n: staff[n % 3]("POST", "record", app=app, record=record(品目コード=code))
            for n in range(12)
        ]
    )

    assert sorted(each.status for each in told) == [200] + [400] * 11
    assert {tuple(each.errors) for each in told if each.status == 400} == {
        ("record.品目コード.value",)
    }
    assert staff[0].count(app) == 1


def test_killed_in_the_middle_of_a_bulk_add_it_keeps_all_or_nothing(office, ledger, staff):
    suzuki = staff[0]
    before = suzuki.add(ledger, 件名="その前")
    web = office.serving.children()["web"]
    answered = []

    def add_many() -> None:
        rows = [record(件名=f"まとめて {n}") for n in range(MANY)]
        with suppress(URLError, http.client.HTTPException, OSError):
            answered.append(suzuki("POST", f"/api/v1/apps/{ledger}/records", records=rows))

    adding = threading.Thread(target=add_many)
    adding.start()
    wait_for(lambda: is_writing(office, ledger), PATIENCE)
    os.kill(web, signal.SIGKILL)
    adding.join(PATIENCE)

    wait_for(lambda: comes_back(office, web, suzuki, ledger), PATIENCE)
    assert answered == []
    assert suzuki.count(ledger) == 1
    after = suzuki.add(ledger, 件名="その後")
    assert [suzuki.read(ledger, id_)["受付番号"] for id_ in (before, after)] == running_from_1(2)


def is_writing(office: Office, app: str) -> bool:
    """Whether somebody holds rows of the ledger in a transaction that has not ended."""
    found = query(
        office.home,
        "SELECT 1 FROM pg_locks AS l JOIN pg_class AS c ON c.oid = l.relation"
        f" WHERE c.relname = 'app_{app}' AND l.mode = 'RowExclusiveLock'",
    )
    return bool(found)


def comes_back(office: Office, old: int, person: Person, app: str) -> bool:
    """Whether another web process answers."""
    with suppress(OSError):
        is_new = office.serving.children().get("web") not in {None, old}
        return is_new and person("GET", "records", app=app).status == 200
    return False
