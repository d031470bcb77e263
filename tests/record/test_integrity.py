from __future__ import annotations

import random
import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from tests.conftest import deploy_app
from tests.record.asking import add, add_one, change, count, line, problems, read, refusal, wire
from urakata.directory.actors import system_actor
from urakata.kernel.errors import UrakataError
from urakata.record import pipeline
from urakata.record.rows import Change
from urakata.record.write import add_records, update_records

FIELDS = {
    "番号": {"type": "SINGLE_LINE_TEXT", "unique": True},
    "金額": {"type": "NUMBER", "unique": True},
    "備考": "SINGLE_LINE_TEXT",
}


@pytest.fixture
def unchecked(monkeypatch):
    """Nothing is found out beforehand: the database has the last word."""
    monkeypatch.setattr(pipeline, "check_constraints", lambda batch: None)


@pytest.mark.parametrize(("code", "value"), [("番号", 'A) "x" (\n)'), ("金額", "12")])
def test_a_lost_race_is_the_same_problem_as_coming_late(an_app, suzuki, unchecked, code, value):
    app = an_app(FIELDS)
    add_one(suzuki, app, **{code: value})
    rows = [wire({"備考": "x"}), wire({code: "1"}), wire({code: value})]

    found = problems(lambda: add_records(actor=suzuki, app=app, rows=rows, prefix="records"))

    assert found == {f"records[2].{code}.value": ["値がほかのレコードと重複しています。"]}
    assert count(app) == 1


def test_two_values_cannot_change_places_in_one_request(an_app, suzuki):
    app = an_app(FIELDS)
    one, two = add_one(suzuki, app, 番号="A"), add_one(suzuki, app, 番号="B")
    swap = [Change(wire({"番号": "B"}), id=one), Change(wire({"番号": "A"}), id=two)]

    found = problems(lambda: update_records(actor=suzuki, app=app, changes=swap, prefix="records"))

    assert list(found) == ["records[0].番号.value", "records[1].番号.value"]
    assert read(suzuki, app, one)["番号"] == "A"


def test_whoever_waits_for_a_lock_too_long_is_asked_to_try_again(committing):
    admin = system_actor()
    app = deploy_app(admin, FIELDS)
    id_ = add_one(admin, app)

    with beside(lambda: change(admin, app, id_, 備考="x")), transaction.atomic():
        connection.cursor().execute("SET LOCAL lock_timeout = '50ms'")
        assert refusal(lambda: change(admin, app, id_, 備考="y")) == "GAIA_DA02"


def test_one_of_two_updates_that_know_the_same_revision_wins(committing):
    admin = system_actor()
    app = deploy_app(admin, FIELDS)
    id_ = add_one(admin, app)
    mine = Change(wire({"備考": "y"}), id=id_, revision=1)
    results: list[str] = []

    def theirs() -> None:
        try:
            with transaction.atomic():
                update_records(actor=admin, app=app, changes=[mine], prefix="record")
            results.append("won")
        except UrakataError as error:
            results.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=theirs) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert sorted(results) == ["GAIA_CO02"] * 3 + ["won"]
    assert read(admin, app, id_)["$revision"] == "2"


class beside:  # noqa: N801 - reads as a word
    """Another connection that does something and keeps its transaction open meanwhile."""

    def __init__(self, work: Callable[[], object]) -> None:
        self._work = work
        self._ready, self._over = threading.Event(), threading.Event()

    def _run(self) -> None:
        try:
            with transaction.atomic():
                self._work()
                self._ready.set()
                self._over.wait(5)
        finally:
            self._ready.set()
            connection.close()

    def __enter__(self) -> None:
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        self._ready.wait(10)

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()


@pytest.mark.parametrize("code", ["番号", "備考", "区分"])
def test_half_a_character_is_refused_wherever_it_stands(an_app, suzuki, code):
    options = {"甲": {"label": "甲", "index": "0"}}
    app = an_app(
        {
            **FIELDS,
            "区分": {"type": "DROP_DOWN", "options": options},
            "表": {"type": "SUBTABLE", "fields": {"列": "SINGLE_LINE_TEXT"}},
        }
    )

    found = problems(lambda: add_one(suzuki, app, **{code: "a\ud800b", "表": [line(列="\udfff")]}))

    assert list(found) in (
        [f"record.{code}.value", "record.表.value[0].value.列.value"],
        ["record.区分.value"],
    )
    assert count(app) == 0


def test_a_text_too_long_for_the_index_of_a_view_is_refused_with_its_path(an_app, suzuki):
    view = {"type": "LIST", "name": "順", "index": "0", "fields": ["題"], "sort": "題 asc"}
    app = an_app({"題": "SINGLE_LINE_TEXT"}, views={"順": view})
    chance = random.Random(1)
    long = "".join(chr(chance.randint(0x4E00, 0x9FFF)) for _ in range(3000))

    found = problems(lambda: add(suzuki, app, {"題": "あ" * 700}, {"題": long}))

    assert found == {"records[1].題.value": ["801文字より短くなければなりません。"]}
    assert count(app) == 0


def test_two_who_wait_for_each_other_are_told_to_try_again(committing):
    admin = system_actor()
    app = deploy_app(admin, FIELDS)
    ids = [add_one(admin, app), add_one(admin, app)]
    meeting = threading.Barrier(2, timeout=10)
    results: list[str] = []

    def cross(first: int, second: int) -> None:
        try:
            with transaction.atomic():
                change(admin, app, first)
                meeting.wait()
                change(admin, app, second)
            results.append("won")
        except UrakataError as error:
            results.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=cross, args=pair) for pair in (ids, ids[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert sorted(results) == ["GAIA_DA02", "won"]
