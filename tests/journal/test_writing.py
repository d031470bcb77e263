"""What is written in the journal, and that it stays."""

from __future__ import annotations

import json

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from urakata.directory.actor import Actor
from urakata.journal import context
from urakata.journal.queries import Wanted, entries_of_record, search
from urakata.journal.writing import Entry, write


def test_an_entry_says_who_did_what_from_where(sato: Actor) -> None:
    context.begin(context.Source("api", "192.0.2.1", "r1"))
    try:
        write(sato, [Entry("record.edit", 1, 2, 3, {"f7": "旧"}, {"f7": "新"})])
    finally:
        context.end()
    (written,) = entries_of_record(1, 2)
    said = json.loads(written.body)
    assert said.pop("at") == written.at.isoformat(timespec="microseconds")
    assert said == {
        "kind": "record.edit", "app": 1, "record": 2, "revision": 3,
        "actor": {"id": sato.user_id, "code": "sato", "via": "session"},
        "source": {"name": "api", "address": "192.0.2.1", "request": "r1"},
        "before": {"f7": "旧"}, "after": {"f7": "新"}, "about": {},
    }  # fmt: skip
    assert context.current() == context.Source("system")


@pytest.mark.parametrize("count", [0, 1, 500, 501, 1200])
def test_any_number_is_written_in_order(sato: Actor, count: int) -> None:
    write(sato, (Entry("record.add", 1, n, 1) for n in range(count)))
    found = search(Wanted(app_id=1, kind="record.add"), limit=2000)
    assert [json.loads(one.body)["record"] for one in found] == list(reversed(range(count)))


def test_pages_follow_each_other_without_gap(sato: Actor, suzuki: Actor) -> None:
    write(sato, (Entry("record.add", 1, n) for n in range(5)))
    write(suzuki, [Entry("record.delete", 1, 4)])
    first = search(Wanted(actor_id=sato.user_id, app_id=1), limit=3)
    rest = search(Wanted(actor_id=sato.user_id, app_id=1), before_id=first[-1].id, limit=3)
    assert [json.loads(one.body)["record"] for one in first + rest] == [4, 3, 2, 1, 0]
    assert search(Wanted(app_id=1, until=first[0].at)) == []


@pytest.mark.parametrize("table", ["journal_entry", "partition"])
@pytest.mark.parametrize("change", ["UPDATE {} SET body = ''", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_journal_is_only_ever_added_to(sato: Actor, table: str, change: str) -> None:
    write(sato, [Entry("app.create", 1)])
    before = search(Wanted(app_id=1))
    with connection.cursor() as cursor:
        if table == "partition":
            cursor.execute("SELECT tableoid::regclass::text FROM journal_entry LIMIT 1")
            table = cursor.fetchone()[0]
            assert table != "journal_entry_other"
        with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
            cursor.execute(change.format(table))
    assert search(Wanted(app_id=1)) == before


def test_five_hundred_entries_are_one_statement(sato: Actor) -> None:
    with CaptureQueriesContext(connection) as asked:
        write(sato, (Entry("record.add", 1, n) for n in range(500)))
    assert len(asked) == 1


def test_what_fails_is_not_in_the_journal(sato: Actor) -> None:
    with transaction.atomic():
        write(sato, [Entry("record.add", 1, 1)])
        transaction.set_rollback(True)
    assert entries_of_record(1, 1) == []


def test_months_are_made_once_and_kept_too(db: None) -> None:
    with connection.cursor() as cursor:
        for _ in range(2):
            cursor.execute("SELECT journal_make_months('2031-12-15', 1)")
        cursor.execute(
            "SELECT pg_get_expr(relpartbound, oid) FROM pg_class"
            " WHERE relname IN ('journal_entry_2031_12', 'journal_entry_2032_01')"
        )
        assert len(cursor.fetchall()) == 2
        with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
            cursor.execute("TRUNCATE journal_entry_2032_01")
